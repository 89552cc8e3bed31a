package dev.carillon.common.store;

import dev.carillon.common.job.AttemptOutcome;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a delivery ended and what becomes of its job.
 *
 * @param fence of the claim
 * @param next the state the job enters: succeeded, retrying, failed, held, scheduled when it is snoozed, or queued when it is handed
 *     back
 * @param delay until the next attempt; counts only for retrying and scheduled
 * @param counted whether it uses up an attempt
 * @param error in a sentence; null for none
 * @param startedAt by PostgreSQL's clock, like {@code finishedAt}
 * @param provider what carried it
 */
public record Settlement(
        JobId id,
        int fence,
        JobState next,
        Duration delay,
        boolean counted,
        AttemptOutcome outcome,
        @Nullable String error,
        Instant startedAt,
        Instant finishedAt,
        String provider) {

    /** The longest error text that is kept. */
    private static final int LONGEST_ERROR = 2_000;

    public Settlement {
        if (error != null) {
            // PostgreSQL's text cannot hold NUL, and a provider may answer anything.
            String storable = error.replace('\0', ' ');
            error = storable.length() > LONGEST_ERROR ? storable.substring(0, LONGEST_ERROR) : storable;
        }
    }

    /** The same end of the delivery, told without the other side's words. */
    public Settlement withoutDetails() {
        return new Settlement(
                id,
                fence,
                next,
                delay,
                counted,
                outcome,
                error == null ? null : "The attempt failed; what was said cannot be stored",
                startedAt,
                finishedAt,
                provider);
    }
}
