package dev.carillon.common.problem;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes problems of everything that can end a request early. */
@Singleton
class ProblemMappers {

    // A client that comes back sooner finds the same: a restart of PostgreSQL takes seconds.
    private static final Duration OUTAGE_RETRY = Duration.ofSeconds(5);
    private static final String OUTAGE_DETAIL =
            "The database cannot be reached. Try again; with an Idempotency-Key, what was done is not done twice.";
    private static final long OUTAGE_LOG_INTERVAL = Duration.ofSeconds(1).toNanos();

    private final ProblemResponses responses;
    private final AtomicLong outageLogged = new AtomicLong(System.nanoTime() - OUTAGE_LOG_INTERVAL);

    ProblemMappers(ProblemResponses responses) {
        this.responses = responses;
    }

    @ServerExceptionMapper
    Response refused(ProblemException refusal) {
        return responses.of(refusal.problem());
    }

    // Mapped by its own name too: only then is it thrown for addresses that no resource has.
    @ServerExceptionMapper
    Response nothingThere(NotFoundException failure) {
        return responses.of(Problem.of(ProblemKind.NOT_FOUND, detail(ProblemKind.NOT_FOUND)));
    }

    @ServerExceptionMapper
    Response notAllowed(NotAllowedException failure, ContainerRequestContext request) {
        Response response =
                responses.of(Problem.of(ProblemKind.METHOD_NOT_ALLOWED, detail(ProblemKind.METHOD_NOT_ALLOWED)));
        return Response.fromResponse(response)
                .header(HttpHeaders.ALLOW, String.join(", ", AllowedMethods.of(request)))
                .build();
    }

    @ServerExceptionMapper
    Response refusedByFramework(WebApplicationException failure) {
        ProblemKind kind = ProblemKind.ofStatus(failure.getResponse().getStatus());
        if (kind == ProblemKind.INTERNAL) {
            return surprised(failure);
        }
        return responses.of(Problem.of(kind, detail(kind)));
    }

    @ServerExceptionMapper
    Response surprised(Throwable failure) {
        if (ProblemKind.of(failure) == ProblemKind.UNAVAILABLE) {
            logOutage(failure);
            return responses.of(Problem.unavailable(OUTAGE_DETAIL, OUTAGE_RETRY));
        }
        Log.error("A request failed by a defect", failure);
        return responses.of(Problem.of(
                ProblemKind.INTERNAL, "Something went wrong on our side. The trace_id finds it in the logs."));
    }

    /** Once a second: an outage fails every request there is. */
    private void logOutage(Throwable failure) {
        long now = System.nanoTime();
        long last = outageLogged.get();
        if (now - last >= OUTAGE_LOG_INTERVAL && outageLogged.compareAndSet(last, now)) {
            Log.warnf("Requests are refused with 503: %s", failure);
        }
    }

    private static String detail(ProblemKind kind) {
        return switch (kind) {
            case NOT_FOUND -> "There is nothing at this address.";
            case METHOD_NOT_ALLOWED -> "This address does not answer to this method.";
            case NOT_ACCEPTABLE -> "This address answers with application/json, which the Accept header excludes.";
            case UNSUPPORTED_MEDIA_TYPE ->
                "The body must be application/json, and the Content-Type header must say so.";
            case BODY_TOO_LARGE -> "The body is larger than is accepted here.";
            case BAD_REQUEST,
                    MALFORMED_JSON,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    REQUEST_TIMEOUT,
                    CONFLICT,
                    JOB_STATE,
                    ADDRESS_TOO_LONG,
                    VALIDATION,
                    IDEMPOTENCY_KEY_REUSED,
                    TOO_MANY_REQUESTS,
                    HEADERS_TOO_LARGE,
                    INTERNAL,
                    BAD_GATEWAY,
                    UNAVAILABLE -> kind.title() + ".";
        };
    }
}
