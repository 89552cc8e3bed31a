package dev.carillon.api.limit;

import dev.carillon.api.access.Counting;
import dev.carillon.api.access.MatchedOperation;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ext.Provider;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;

/**
 * Counts every request: where the table of operations names a policy for it under that, and by its sender. What a request that its
 * method counts would cost is not known yet: it is refused here when however little would be too much, before its body is read.
 */
@Provider
@Priority(Priorities.AUTHENTICATION + 2)
public class LimitFilter implements ResteasyReactiveContainerRequestFilter {

    private static final String FORM = "form";

    private final RequestLimits limits;
    private final MatchedOperation operations;

    LimitFilter(RequestLimits limits, MatchedOperation operations) {
        this.limits = limits;
        this.operations = operations;
    }

    @Override
    public void filter(ResteasyReactiveContainerRequestContext request) {
        Counting counting = operations.limit(request).orElse(null);
        if (counting == null) {
            if (limits.knowSender()) {
                await(request, limits.admit());
            }
            return;
        }
        switch (counting.when()) {
            case ARRIVED -> await(request, limits.admitNamed(counting.policy()).chain(limits::admit));
            case MEANT -> {
                limits.mean(counting.policy());
                await(request, limits.admitNamed(FORM).chain(limits::admit));
            }
            case MEASURED -> limits.refuseKnown(counting.policy());
        }
    }

    private static void await(ResteasyReactiveContainerRequestContext request, Uni<Void> decision) {
        request.suspend();
        // Decided together with others, it has ended in another request's context.
        decision.emitOn(MutinyHelper.executor(Vertx.currentContext()))
                .subscribe()
                .with(_ -> request.resume(), request::resume);
    }
}
