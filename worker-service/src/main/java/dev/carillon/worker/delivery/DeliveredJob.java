package dev.carillon.worker.delivery;

import dev.carillon.common.job.AttemptOutcome;
import dev.carillon.common.job.JobState;
import dev.carillon.common.retry.RetryDecision;
import dev.carillon.common.store.ClaimedJob;
import dev.carillon.common.store.Settlement;
import dev.carillon.worker.channel.Outcome;
import dev.carillon.worker.retry.RetryPolicies;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A job after an attempt to deliver it.
 *
 * @param outcome null when nothing was sent, because the lease was lost before
 * @param counted whether it was an attempt
 * @param laneOpens how long the job's lane is closed at the least; zero when it is open
 * @param claimed by {@link System#nanoTime}, as the other two times
 */
public record DeliveredJob(
        ClaimedJob job,
        String provider,
        @Nullable Outcome outcome,
        boolean counted,
        Duration laneOpens,
        long claimed,
        long started,
        long finished) {

    /** A job that was claimed but not sent. */
    public static DeliveredJob notStarted(ClaimedJob job, String provider, long claimed, long now) {
        return new DeliveredJob(job, provider, null, false, Duration.ZERO, claimed, now, now);
    }

    /** A job that was not sent either, for a reason of its own. */
    public static DeliveredJob notStarted(ClaimedJob job, String provider, Outcome outcome, long claimed, long now) {
        return new DeliveredJob(job, provider, outcome, false, Duration.ZERO, claimed, now, now);
    }

    /** What becomes of the job. */
    public Settlement settlement(RetryPolicies retries, RandomGenerator random) {
        return switch (outcome) {
            case null ->
                settlement(
                        JobState.QUEUED,
                        Duration.ZERO,
                        AttemptOutcome.HANDED_BACK,
                        "The worker gave the job back before it sent anything");
            case Outcome.Delivered() -> settlement(JobState.SUCCEEDED, Duration.ZERO, AttemptOutcome.SUCCEEDED, null);
            case Outcome.PermanentFailure(String error) ->
                settlement(JobState.FAILED, Duration.ZERO, AttemptOutcome.FAILED_PERMANENTLY, error);
            case Outcome.Snoozed(Instant until, String reason) ->
                settlement(JobState.SCHEDULED, remaining(until), AttemptOutcome.SNOOZED, reason);
            case Outcome.TransientFailure failure -> failed(failure, retries, random);
        };
    }

    private Settlement failed(Outcome.TransientFailure failure, RetryPolicies retries, RandomGenerator random) {
        Duration asked = failure.retryAfter() == null ? Duration.ZERO : retries.bounded(failure.retryAfter());
        return switch (retries.of(job)
                .after(
                        job.attempts() + 1,
                        job.maxAttempts(),
                        Duration.between(job.startedAt(), onDatabaseClock(finished)),
                        asked.compareTo(laneOpens) > 0 ? asked : laneOpens,
                        random)) {
            case RetryDecision.Again(Duration delay) ->
                settlement(JobState.RETRYING, delay, AttemptOutcome.FAILED, failure.error());
            case RetryDecision.GiveUp(String reason) ->
                settlement(JobState.FAILED, Duration.ZERO, AttemptOutcome.FAILED, sentences(failure.error(), reason));
        };
    }

    private static String sentences(String error, String reason) {
        return error.endsWith(".") ? error + " " + reason : error + ". " + reason;
    }

    /** Both by this machine's clock, so that it may be wrong. */
    private static Duration remaining(Instant until) {
        Duration wait = Duration.between(Instant.now(), until);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private Settlement settlement(JobState next, Duration delay, AttemptOutcome outcome, @Nullable String error) {
        return new Settlement(
                job.id(),
                job.fence(),
                next,
                delay,
                counted && outcome != AttemptOutcome.SNOOZED,
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
