package dev.carillon.common.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a failed job is tried again.
 *
 * @param backoff how the waits grow
 * @param jitter the share (0 to 1) by which a wait may be longer or shorter by chance
 * @param maximumDuration no attempt starts later than this after the first one started; null for no such limit
 */
public record RetryPolicy(
        Backoff backoff, double jitter, @Nullable Duration maximumDuration) {

    public RetryPolicy {
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("Jitter is a share from 0 to 1, not " + jitter);
        }
        if (maximumDuration != null && !maximumDuration.isPositive()) {
            throw new IllegalArgumentException("A maximum duration is above zero, not " + maximumDuration);
        }
    }

    /** This policy, but for the parts that a job asked for itself; null for none. */
    public RetryPolicy with(@Nullable RetryChoice choice) {
        if (choice == null) {
            return this;
        }
        return new RetryPolicy(
                choice.backoff() == null ? backoff : choice.backoff(),
                choice.jitter() == null ? jitter : choice.jitter(),
                choice.maximumDuration() == null ? maximumDuration : choice.maximumDuration());
    }

    /**
     * What follows a failed attempt.
     *
     * @param failures attempts that have counted, the one that just failed included
     * @param since how long ago the first attempt started
     * @param atLeast the wait must not be shorter: what the other side asks for, or what its lane needs
     */
    public RetryDecision after(
            int failures, int maxAttempts, Duration since, Duration atLeast, RandomGenerator random) {
        if (failures >= maxAttempts) {
            return new RetryDecision.GiveUp(
                    maxAttempts == 1
                            ? "Its only attempt is used up."
                            : "All " + maxAttempts + " attempts are used up.");
        }
        Duration own = spread(backoff.after(failures), random);
        Duration wait = own.compareTo(atLeast) > 0 ? own : atLeast;
        if (!allows(since.plus(wait))) {
            return new RetryDecision.GiveUp(
                    "Its time budget of %s is used up: the next attempt would have started %s after the first."
                            .formatted(maximumDuration, rounded(since.plus(wait))));
        }
        return new RetryDecision.Again(wait);
    }

    /** Whether an attempt may still start so long after the first one started. */
    public boolean allows(Duration since) {
        return maximumDuration == null || since.compareTo(maximumDuration) <= 0;
    }

    private Duration spread(Duration wait, RandomGenerator random) {
        double factor = 1 + jitter * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(wait.toMillis() * factor));
    }

    private static Duration rounded(Duration duration) {
        return duration.compareTo(Duration.ofSeconds(10)) < 0 ? duration : Duration.ofSeconds(duration.toSeconds());
    }
}
