package dev.carillon.api.access;

import dev.carillon.common.identity.ApiKey;
import dev.carillon.common.log.LogField;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;

/**
 * Lets a request reach a resource only with a valid API key. It stands before every resource, whatever its path: health, metrics
 * and the description of the interface are no resources.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class AccessFilter implements ResteasyReactiveContainerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final KnownKeys keys;
    private final CurrentVertxRequest current;

    AccessFilter(KnownKeys keys, CurrentVertxRequest current) {
        this.keys = keys;
        this.current = current;
    }

    @Override
    public void filter(ResteasyReactiveContainerRequestContext request) {
        ApiKey key = key(request);
        RoutingContext target = current.getCurrent();
        Optional<Caller> remembered = keys.rememberedCallerOf(key);
        if (remembered != null) {
            admit(target, remembered);
            return;
        }
        request.suspend();
        keys.callerOf(key)
                .invoke(caller -> admit(target, caller))
                .subscribe()
                .with(_ -> request.resume(), request::resume);
    }

    private static void admit(RoutingContext request, Optional<Caller> known) {
        // Whether the key never existed, was revoked or has expired is not for strangers to know.
        Caller caller = known.orElseThrow(() -> refused("The API key is not valid."));
        CurrentCaller.set(request, caller);
        LogField.ORGANIZATION_ID.put(caller.organizationId());
    }

    private static ApiKey key(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            throw refused("The request has no API key. Send it as: Authorization: Bearer ck_…");
        }
        return parse(header)
                .orElseThrow(() -> refused("The Authorization header is not of the form: Bearer ck_<prefix>_<secret>"));
    }

    private static Optional<ApiKey> parse(String header) {
        // The name of the scheme is the same in any case (RFC 9110).
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? ApiKey.parse(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(Problem.of(ProblemKind.UNAUTHENTICATED, detail));
    }
}
