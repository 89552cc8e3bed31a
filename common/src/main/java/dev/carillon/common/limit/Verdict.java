package dev.carillon.common.limit;

import java.time.Duration;

/**
 * What one policy says to a request.
 *
 * @param allowed whether the request is within the quota
 * @param remaining how much of the quota is left afterwards
 * @param waitMicros time until the request would be allowed if nobody else came, in microseconds; 0 when it is allowed,
 *     {@link #NEVER} when it costs more than the quota
 * @param resetMicros time until more of the quota is free, in microseconds; 0 when all of it is
 */
public record Verdict(Check check, boolean allowed, long remaining, long waitMicros, long resetMicros) {

    /** A wait that does not end. */
    static final long NEVER = -1;

    /** The policy that says so. */
    public Policy policy() {
        return check.policy();
    }

    /** Whether waiting does not help. */
    public boolean isForever() {
        return waitMicros == NEVER;
    }

    /** When to try again, in whole seconds, rounded up; a window when waiting does not help. */
    public long retryAfterSeconds() {
        return isForever() ? policy().quota().window().toSeconds() : ceilSeconds(waitMicros);
    }

    /** Time until more of the quota is free, in whole seconds, rounded up; for a refused request as long as the wait for it. */
    public long resetSeconds() {
        return allowed ? ceilSeconds(resetMicros) : retryAfterSeconds();
    }

    /** The wait. */
    public Duration retryAfter() {
        return isForever() ? policy().quota().window() : Duration.ofNanos(waitMicros * 1_000);
    }

    private static long ceilSeconds(long micros) {
        return Math.ceilDiv(micros, 1_000_000L);
    }
}
