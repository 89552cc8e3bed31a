package dev.carillon.api.access;

import dev.carillon.common.identity.ApiKey;
import dev.carillon.common.identity.SecretToken;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;

/**
 * Lets a request reach a resource only if its sender may do what {@link Operations} says that it needs: a machine by its API key, a
 * person by a session. It stands before every resource, whatever its path: health, metrics and the description of the
 * interface are no resources.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class AccessFilter implements ResteasyReactiveContainerRequestFilter {

    private final MatchedOperation operations;
    private final KnownKeys keys;
    private final People people;
    private final CurrentVertxRequest current;

    AccessFilter(MatchedOperation operations, KnownKeys keys, People people, CurrentVertxRequest current) {
        this.operations = operations;
        this.keys = keys;
        this.people = people;
        this.current = current;
    }

    @Override
    public void filter(ResteasyReactiveContainerRequestContext request) {
        Permission needed = operations.of(request).permission();
        if (needed == Permission.PUBLIC) {
            CrossSiteGuard.check(request);
            return;
        }
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            byKey(request, BearerKey.in(header), needed);
        } else {
            bySession(request, needed);
        }
    }

    private void byKey(ResteasyReactiveContainerRequestContext request, ApiKey key, Permission needed) {
        RoutingContext target = current.getCurrent();
        Optional<Caller> remembered = keys.rememberedCallerOf(key);
        if (remembered != null) {
            Admission.ofKey(target, remembered, needed);
            return;
        }
        await(request, keys.callerOf(key).invoke(caller -> Admission.ofKey(target, caller, needed)));
    }

    private void bySession(ResteasyReactiveContainerRequestContext request, Permission needed) {
        RoutingContext target = current.getCurrent();
        SecretToken token =
                people.tokenIn(request.getCookies(), target.request()).orElseThrow(Refusal::anonymous);
        CrossSiteGuard.checkCookie(request);
        await(request, people.find(token).invoke(found -> Admission.ofPerson(target, found, needed)));
    }

    private static void await(ResteasyReactiveContainerRequestContext request, Uni<?> admission) {
        request.suspend();
        admission.subscribe().with(_ -> request.resume(), request::resume);
    }
}
