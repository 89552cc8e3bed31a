package dev.carillon.common.cache;

import java.time.Duration;

/**
 * How long a cache serves a value. All of it counts from the moment at which loading began, on every level and instance.
 *
 * @param fresh how long the value is as good as the source's
 * @param refreshAhead how long before that ends one caller's look has it loaded anew, in the background: what is asked for often
 *     never has anybody wait
 * @param staleWhileReloading how much longer it is served while it is being loaded anew
 * @param staleOnFailure how much longer it is served when loading it anew has failed
 */
public record Lifetimes(Duration fresh, Duration refreshAhead, Duration staleWhileReloading, Duration staleOnFailure) {

    /** The longest that a value may be kept, old or not. */
    static final Duration LONGEST = Duration.ofDays(7);

    /** A minute. */
    public static final Lifetimes ONE_MINUTE = of(Duration.ofMinutes(1));

    /** Five minutes. */
    public static final Lifetimes FIVE_MINUTES = of(Duration.ofMinutes(5));

    /** An hour. */
    public static final Lifetimes ONE_HOUR = of(Duration.ofHours(1));

    /** A day. */
    public static final Lifetimes ONE_DAY = of(Duration.ofDays(1));

    /** Checks that they make sense. */
    public Lifetimes {
        if (!fresh.isPositive()
                || refreshAhead.isNegative()
                || staleWhileReloading.isNegative()
                || staleOnFailure.isNegative()
                || refreshAhead.compareTo(fresh) >= 0
                || fresh.plus(longer(staleWhileReloading, staleOnFailure)).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("Not lifetimes of at most " + LONGEST + ": " + fresh + ", "
                    + refreshAhead + ", " + staleWhileReloading + ", " + staleOnFailure);
        }
    }

    /** So long, and never a moment longer: what a cache of permissions wants. */
    public static Lifetimes of(Duration fresh) {
        return new Lifetimes(fresh, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    /** The same, loaded anew ahead of its end. */
    public Lifetimes refreshedAhead(Duration time) {
        return new Lifetimes(fresh, time, staleWhileReloading, staleOnFailure);
    }

    /** The same, and old values for so much longer while they are loaded anew. */
    public Lifetimes staleWhileReloading(Duration time) {
        return new Lifetimes(fresh, refreshAhead, time, staleOnFailure);
    }

    /** The same, and old values for so much longer when the source fails. */
    public Lifetimes staleOnFailure(Duration time) {
        return new Lifetimes(fresh, refreshAhead, staleWhileReloading, time);
    }

    /** How long a value may still be of use after it was fresh. */
    Duration stale() {
        return longer(staleWhileReloading, staleOnFailure);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
