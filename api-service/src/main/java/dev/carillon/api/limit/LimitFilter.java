package dev.carillon.api.limit;

import dev.carillon.api.access.MatchedOperation;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;

/**
 * Counts every request: where the table of operations names a policy for it under that, and by its sender, unless its method does.
 * Refuses what is too much.
 */
@Provider
@Priority(Priorities.AUTHENTICATION + 2)
public class LimitFilter implements ResteasyReactiveContainerRequestFilter {

    private static final String LEFT_TO_METHOD = LimitFilter.class.getName();

    private final RequestLimits limits;
    private final MatchedOperation operations;

    LimitFilter(RequestLimits limits, MatchedOperation operations) {
        this.limits = limits;
        this.operations = operations;
    }

    /** The method knows what the request costs, and counts it. */
    static void leaveToMethod(ContainerRequestContext request) {
        request.setProperty(LEFT_TO_METHOD, true);
    }

    @Override
    public void filter(ResteasyReactiveContainerRequestContext request) {
        Optional<String> named = operations.limit(request);
        boolean left = request.getProperty(LEFT_TO_METHOD) != null;
        if (named.isEmpty() && (left || !limits.knowSender())) {
            return;
        }
        Uni<Void> own = left ? Uni.createFrom().voidItem() : limits.admit();
        request.suspend();
        named.map(limits::admitNamed)
                .map(first -> first.chain(() -> own))
                .orElse(own)
                // Decided together with others, it has ended in another request's context.
                .emitOn(MutinyHelper.executor(Vertx.currentContext()))
                .subscribe()
                .with(_ -> request.resume(), request::resume);
    }
}
