package dev.carillon.common.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.common.log.LogField;
import dev.carillon.common.log.RequestFields;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends problems, from resources and from routes alike. */
@Singleton
public class ProblemResponses {

    private final CurrentVertxRequest request;
    private final ObjectMapper json;
    // Mappers of failures are made before settings are read.
    private final Provider<ProblemConfig> config;

    ProblemResponses(CurrentVertxRequest request, ObjectMapper json, Provider<ProblemConfig> config) {
        this.request = request;
        this.json = json;
        this.config = config;
    }

    /** The answer to the current request. */
    public Response of(Problem problem) {
        RoutingContext context = request.getCurrent();
        if (problem.kind() == ProblemKind.BODY_TOO_LARGE) {
            closeAfter(context);
        }
        Response.ResponseBuilder response =
                Response.status(problem.kind().status()).entity(document(problem, context));
        headers(problem).forEach(response::header);
        return response.build();
    }

    /** Answers a request that does not reach a resource. */
    public void send(RoutingContext context, Problem problem) {
        RequestFields.assure(context);
        HttpServerResponse response = context.response();
        if (problem.kind() == ProblemKind.BODY_TOO_LARGE) {
            closeAfter(context);
        }
        response.setStatusCode(problem.kind().status());
        headers(problem).forEach(response::putHeader);
        response.end(body(document(problem, context)))
                .onFailure(_ -> context.request().connection().close());
    }

    /**
     * The body of an answer to what has not become a request.
     *
     * @param instance the path that was asked for, as far as it is known
     */
    public byte[] document(Problem problem, String instance, String traceId) {
        return body(ProblemDocument.of(problem, config.get().types(), instance, traceId))
                .getBytes();
    }

    private Buffer body(ProblemDocument document) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem could not be written as JSON", e);
        }
    }

    private ProblemDocument document(Problem problem, RoutingContext context) {
        String path = context.request().path();
        return ProblemDocument.of(
                problem,
                config.get().types(),
                path == null ? "" : path,
                LogField.TRACE_ID.current().orElse(null));
    }

    private static Map<String, String> headers(Problem problem) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HttpHeaders.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE);
        Duration retryAfter = problem.retryAfter();
        if (retryAfter != null) {
            headers.put(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        if (problem.kind() == ProblemKind.UNAUTHENTICATED) {
            headers.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return headers;
    }

    /** Nobody wants to read the rest of a body that is too large: without its connection it is not sent. */
    private static void closeAfter(RoutingContext context) {
        context.response()
                .putHeader("Connection", "close")
                .endHandler(_ -> context.request().connection().close());
    }
}
