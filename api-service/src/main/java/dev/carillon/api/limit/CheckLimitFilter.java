package dev.carillon.api.limit;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Refuses questions that are known to be too many. The others are counted together with what they ask about. */
@Provider
@CountsQuestions
@Priority(Priorities.AUTHENTICATION + 1)
public class CheckLimitFilter implements ContainerRequestFilter {

    private final RequestLimits limits;

    CheckLimitFilter(RequestLimits limits) {
        this.limits = limits;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        LimitFilter.leaveToMethod(request);
        limits.refuseKnownQuestion();
    }
}
