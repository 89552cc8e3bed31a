package dev.carillon.common.problem;

import jakarta.inject.Singleton;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes problems of everything that can end a request to a resource early; {@link ProblemRoutes} does for the rest. */
@Singleton
class ProblemMappers {

    private final ProblemResponses responses;
    private final Failures failures;

    ProblemMappers(ProblemResponses responses, Failures failures) {
        this.responses = responses;
        this.failures = failures;
    }

    @ServerExceptionMapper
    Response refused(ProblemException refusal) {
        return responses.of(refusal.problem());
    }

    // Mapped by its own name too: only then is it thrown for addresses that no resource has.
    @ServerExceptionMapper
    Response nothingThere(NotFoundException failure) {
        return responses.of(Failures.ofStatus(ProblemKind.NOT_FOUND.status()));
    }

    @ServerExceptionMapper
    Response notAllowed(NotAllowedException failure, ContainerRequestContext request) {
        return Response.fromResponse(responses.of(Failures.ofStatus(ProblemKind.METHOD_NOT_ALLOWED.status())))
                .header(HttpHeaders.ALLOW, String.join(", ", AllowedMethods.of(request)))
                .build();
    }

    @ServerExceptionMapper
    Response refusedByFramework(WebApplicationException failure) {
        Problem problem = Failures.ofStatus(failure.getResponse().getStatus());
        return responses.of(problem.kind() == ProblemKind.INTERNAL ? failures.defect(failure) : problem);
    }

    @ServerExceptionMapper
    Response surprised(Throwable failure) {
        return responses.of(failures.problem(failure));
    }
}
