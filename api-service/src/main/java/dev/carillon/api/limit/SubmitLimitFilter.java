package dev.carillon.api.limit;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Spares the reading of bodies whose jobs would be refused. What is not known to be refused is counted by the method. */
@Provider
@CountsJobs
@Priority(Priorities.AUTHENTICATION + 1)
public class SubmitLimitFilter implements ContainerRequestFilter {

    private final RequestLimits limits;

    SubmitLimitFilter(RequestLimits limits) {
        this.limits = limits;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        LimitFilter.leaveToMethod(request);
        limits.refuseKnownJobs();
    }
}
