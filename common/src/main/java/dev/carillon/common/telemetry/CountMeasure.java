package dev.carillon.common.telemetry;

import dev.carillon.common.job.JobState;
import dev.carillon.common.job.WireNamed;
import java.util.Optional;

/** What instances count. A report carries how often each happened since the report before it. */
public enum CountMeasure implements WireNamed {
    /** Jobs that were accepted: their rows are committed. A repeated request that made no second job does not count. */
    JOBS_ACCEPTED("Jobs that were durably accepted"),
    /** Jobs that were delivered. */
    JOBS_SUCCEEDED("Jobs that were delivered"),
    /** Jobs that failed for good. */
    JOBS_FAILED("Jobs that failed for good"),
    /** Jobs that a person withdrew. */
    JOBS_CANCELLED("Jobs that were cancelled"),
    /** Jobs whose {@code expires_at} passed before they ran. */
    JOBS_EXPIRED("Jobs that expired before they ran"),
    /** Jobs that were parked for a person to decide. */
    JOBS_HELD("Jobs that were parked for a person to decide"),
    /** Attempts that failed and will be made again. */
    JOBS_RETRIED("Attempts that failed and will be made again"),
    /** Looks at jobs that were put off without an attempt. */
    JOBS_SNOOZED("Times that a job was put off without an attempt"),
    /** Deliveries that were claimed and never settled: the message may have been sent or not. */
    OUTCOMES_UNKNOWN("Deliveries whose outcome nobody knows, because the worker died or lost its lease"),
    /** Requests under {@code /v1/}, whatever the answer. */
    HTTP_REQUESTS("Requests to the HTTP interface"),
    /** Requests under {@code /v1/} that were answered with a 5xx status. */
    HTTP_ERRORS("Requests to the HTTP interface that failed by the service's own fault"),
    /** Unexpected exceptions outside of a request. Those inside count as {@link #HTTP_ERRORS}. */
    ERRORS("Unexpected exceptions outside of a request");

    private final String description;

    CountMeasure(String description) {
        this.description = description;
    }

    /** What is counted, in one line. */
    public String description() {
        return description;
    }

    /** What counts a job's move into {@code state}; empty for moves that nobody counts. */
    public static Optional<CountMeasure> entering(JobState state) {
        return switch (state) {
            case SUCCEEDED -> Optional.of(JOBS_SUCCEEDED);
            case FAILED -> Optional.of(JOBS_FAILED);
            case CANCELLED -> Optional.of(JOBS_CANCELLED);
            case EXPIRED -> Optional.of(JOBS_EXPIRED);
            case HELD -> Optional.of(JOBS_HELD);
            case RETRYING -> Optional.of(JOBS_RETRIED);
            case SCHEDULED -> Optional.of(JOBS_SNOOZED);
            // What is discarded has ended before, and was counted then.
            case QUEUED, RUNNING, DISCARDED -> Optional.empty();
        };
    }

    /** Whether this counts jobs that have ended, as {@link JobState#isFinished()} means it. */
    public boolean isFinish() {
        return switch (this) {
            case JOBS_SUCCEEDED, JOBS_FAILED, JOBS_CANCELLED, JOBS_EXPIRED -> true;
            case JOBS_ACCEPTED,
                    JOBS_HELD,
                    JOBS_RETRIED,
                    JOBS_SNOOZED,
                    OUTCOMES_UNKNOWN,
                    HTTP_REQUESTS,
                    HTTP_ERRORS,
                    ERRORS -> false;
        };
    }

    /** Whether this counts failures by the suite's own fault. */
    public boolean isError() {
        return this == HTTP_ERRORS || this == ERRORS;
    }
}
