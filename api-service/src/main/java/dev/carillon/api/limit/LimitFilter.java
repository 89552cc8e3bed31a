package dev.carillon.api.limit;

import dev.carillon.api.access.CurrentCaller;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.ext.Provider;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;

/** Counts every request of a caller, unless its method does, and refuses what is too much. */
@Provider
@Priority(Priorities.AUTHENTICATION + 2)
public class LimitFilter implements ResteasyReactiveContainerRequestFilter {

    private static final String LEFT_TO_METHOD = LimitFilter.class.getName();

    private final RequestLimits limits;
    private final CurrentCaller caller;

    LimitFilter(RequestLimits limits, CurrentCaller caller) {
        this.limits = limits;
        this.caller = caller;
    }

    /** The method knows what the request costs, and counts it. */
    static void leaveToMethod(ContainerRequestContext request) {
        request.setProperty(LEFT_TO_METHOD, true);
    }

    @Override
    public void filter(ResteasyReactiveContainerRequestContext request) {
        if (caller.find().isEmpty() || request.getProperty(LEFT_TO_METHOD) != null) {
            return;
        }
        request.suspend();
        limits.admit()
                // Decided together with others, it has ended in another request's context.
                .emitOn(MutinyHelper.executor(Vertx.currentContext()))
                .subscribe()
                .with(_ -> request.resume(), request::resume);
    }
}
