package dev.carillon.worker.delivery;

import dev.carillon.common.job.AttemptOutcome;
import dev.carillon.common.job.JobState;
import dev.carillon.common.store.ClaimedJob;
import dev.carillon.common.store.Settlement;
import dev.carillon.worker.channel.Outcome;
import dev.carillon.worker.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A job after an attempt to deliver it.
 *
 * @param outcome null when nothing was sent, because the lease was lost before
 * @param claimed by {@link System#nanoTime}, as the other two times
 */
public record DeliveredJob(
        ClaimedJob job, String provider, @Nullable Outcome outcome, long claimed, long started, long finished) {

    /** A job that was claimed but not sent. */
    public static DeliveredJob notStarted(ClaimedJob job, String provider, long claimed, long now) {
        return new DeliveredJob(job, provider, null, claimed, now, now);
    }

    /** What becomes of the job. */
    public Settlement settlement(RetryPolicy retries, RandomGenerator random) {
        return switch (outcome) {
            case null ->
                settlement(
                        JobState.QUEUED,
                        Duration.ZERO,
                        false,
                        AttemptOutcome.HANDED_BACK,
                        "The worker gave the job back before it sent anything");
            case Outcome.Delivered() ->
                settlement(JobState.SUCCEEDED, Duration.ZERO, true, AttemptOutcome.SUCCEEDED, null);
            case Outcome.PermanentFailure(String error) ->
                settlement(JobState.FAILED, Duration.ZERO, true, AttemptOutcome.FAILED_PERMANENTLY, error);
            case Outcome.TransientFailure(String error, Duration retryAfter) -> {
                Optional<Duration> delay =
                        retries.next(job.channel(), job.attempts() + 1, job.maxAttempts(), retryAfter, random);
                yield settlement(
                        delay.isPresent() ? JobState.RETRYING : JobState.FAILED,
                        delay.orElse(Duration.ZERO),
                        true,
                        AttemptOutcome.FAILED,
                        error);
            }
        };
    }

    private Settlement settlement(
            JobState next, Duration delay, boolean counted, AttemptOutcome outcome, @Nullable String error) {
        return new Settlement(
                job.id(),
                job.fence(),
                next,
                delay,
                counted,
                outcome,
                error,
                onDatabaseClock(started),
                onDatabaseClock(finished),
                provider);
    }

    /** This machine's clock may be wrong; the time since the claim is not, and the claim carries PostgreSQL's time. */
    private Instant onDatabaseClock(long nanoTime) {
        return job.claimedAt().plusNanos(nanoTime - claimed);
    }
}
