package dev.carillon.common.body;

import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyReader;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Reads bodies for resources that ask for a {@link RequestBody}, up to the size that is allowed. The framework gives small bodies
 * as bytes in memory and large ones, on a worker thread, as they arrive.
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class RequestBodyReader implements ServerMessageBodyReader<RequestBody> {

    private final BodyLimit limit;
    private final CurrentVertxRequest current;

    RequestBodyReader(BodyLimit limit, CurrentVertxRequest current) {
        this.limit = limit;
        this.current = current;
    }

    @Override
    public boolean isReadable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo resource, MediaType mediaType) {
        return type == RequestBody.class;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == RequestBody.class;
    }

    @Override
    public RequestBody readFrom(
            Class<RequestBody> type, Type genericType, MediaType mediaType, ServerRequestContext context) {
        return read(mediaType, context.getInputStream());
    }

    @Override
    public RequestBody readFrom(
            Class<RequestBody> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream entity) {
        return read(mediaType, entity);
    }

    private RequestBody read(MediaType mediaType, InputStream entity) {
        String encoding = current.getCurrent().request().getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            // Nothing is unpacked: a few bytes could become gigabytes.
            return RequestBody.refused(Problem.of(
                    ProblemKind.UNSUPPORTED_MEDIA_TYPE, "Bodies are taken as they are, without Content-Encoding."));
        }
        String charset = mediaType.getParameters().get(MediaType.CHARSET_PARAMETER);
        return charset == null || charset.equalsIgnoreCase("utf-8")
                ? RequestBody.of(() -> bytes(entity))
                : RequestBody.refused(Problem.of(
                        ProblemKind.UNSUPPORTED_MEDIA_TYPE, "JSON is in UTF-8 (RFC 8259), not in another encoding."));
    }

    private byte[] bytes(InputStream entity) {
        int maximumSize = limit.maximumSize(current.getCurrent().request().path());
        try {
            byte[] bytes = entity.readNBytes(maximumSize + 1);
            if (bytes.length > maximumSize) {
                throw new ProblemException(BodyLimit.problem(maximumSize));
            }
            return bytes;
        } catch (IOException e) {
            throw new ProblemException(Problem.of(ProblemKind.BAD_REQUEST, "The body could not be read to its end."));
        }
    }
}
