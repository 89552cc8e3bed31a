package dev.carillon.common.problem;

import dev.carillon.common.log.RepeatedFailures;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Says what a client is told of a failure, and tells the log what the client is not told. */
@Singleton
final class Failures {

    // A client that comes back sooner finds the same: a restart of PostgreSQL takes seconds.
    private static final Duration OUTAGE_RETRY = Duration.ofSeconds(5);
    private static final String OUTAGE_DETAIL =
            "The database cannot be reached. Try again; with an Idempotency-Key, what was done is not done twice.";

    // Mappers of failures, which need this, are made before settings are read and threads are started.
    private final Provider<RepeatedFailures> log;

    Failures(Provider<RepeatedFailures> log) {
        this.log = log;
    }

    /** The problem that a failure becomes. */
    Problem problem(Throwable failure) {
        if (failure instanceof ProblemException refusal) {
            return refusal.problem();
        }
        if (ProblemKind.of(failure) == ProblemKind.UNAVAILABLE) {
            log.get().warn("Requests are refused with 503", failure);
            return Problem.unavailable(OUTAGE_DETAIL, OUTAGE_RETRY);
        }
        return defect(failure);
    }

    /** What nobody has foreseen. */
    Problem defect(Throwable failure) {
        log.get().error("A request failed by a defect", failure);
        return Problem.of(ProblemKind.INTERNAL, "Something went wrong on our side. The trace_id finds it in the logs.");
    }

    /** The problem of a status that something else than our own code chose. */
    static Problem ofStatus(int status) {
        ProblemKind kind = ProblemKind.ofStatus(status);
        return Problem.of(
                kind,
                switch (kind) {
                    case BAD_REQUEST -> "The request is malformed.";
                    case NOT_FOUND -> "There is nothing at this address.";
                    case METHOD_NOT_ALLOWED -> "This address does not answer to this method.";
                    case NOT_ACCEPTABLE ->
                        "This address answers with another media type than the Accept header asks for.";
                    case UNSUPPORTED_MEDIA_TYPE ->
                        "The body is of another media type than this address takes, usually application/json, or the Content-Type header does not say so.";
                    case BODY_TOO_LARGE -> "The body is larger than is accepted here.";
                    case MALFORMED_JSON,
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
                });
    }
}
