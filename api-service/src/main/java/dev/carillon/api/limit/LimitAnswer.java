package dev.carillon.api.limit;

import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemResponses;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.time.Instant;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** Tells of limits in every answer, and counts the requests that came without a valid key: only the answer knows which did. */
@Provider
public class LimitAnswer implements ContainerResponseFilter {

    private static final int UNAUTHENTICATED = 401;

    private final RequestLimits limits;
    private final ProblemResponses problems;

    LimitAnswer(RequestLimits limits, ProblemResponses problems) {
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == UNAUTHENTICATED && limits.decided().isEmpty()) {
            countAnonymous((ResteasyReactiveContainerRequestContext) request, response);
        } else {
            writeFields(response);
        }
    }

    private void countAnonymous(ResteasyReactiveContainerRequestContext request, ContainerResponseContext response) {
        request.suspend();
        limits.admitAnonymous()
                .emitOn(MutinyHelper.executor(Vertx.currentContext()))
                .onFailure(ProblemException.class)
                .invoke(refusal -> replace(response, problems.of(((ProblemException) refusal).problem())))
                .onItemOrFailure()
                .invoke((_, _) -> writeFields(response))
                .subscribe()
                .with(_ -> request.resume(), _ -> request.resume());
    }

    private static void replace(ContainerResponseContext response, Response refusal) {
        response.setStatus(refusal.getStatus());
        response.getHeaders().clear();
        response.getHeaders().putAll(refusal.getHeaders());
        response.setEntity(refusal.getEntity());
    }

    private void writeFields(ContainerResponseContext response) {
        limits.decided()
                .ifPresent(decision -> LimitFields.write(
                        decision,
                        Instant.now(),
                        (name, value) -> response.getHeaders().putSingle(name, value)));
    }
}
