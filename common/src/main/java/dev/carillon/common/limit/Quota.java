package dev.carillon.common.limit;

import java.time.Duration;

/**
 * How much is allowed in which time.
 *
 * @param amount 1 to {@link #LARGEST}
 * @param window whole seconds, 1 to {@link #LONGEST}
 */
public record Quota(long amount, Duration window) {

    /** The largest amount: beyond it the arithmetic of scripts would be inexact. */
    public static final long LARGEST = 1_000_000_000;

    /** The longest window. */
    public static final Duration LONGEST = Duration.ofDays(366);

    /** Throws {@link IllegalArgumentException} when it is out of bounds. */
    public Quota {
        if (amount < 1 || amount > LARGEST) {
            throw new IllegalArgumentException("A quota is from 1 to %d, not %d".formatted(LARGEST, amount));
        }
        if (window.toSeconds() < 1 || window.compareTo(LONGEST) > 0 || window.getNano() != 0) {
            throw new IllegalArgumentException("A window is from 1 second to %d days, in whole seconds, not %s"
                    .formatted(LONGEST.toDays(), window));
        }
    }

    /** The window in microseconds, the unit of all arithmetic. */
    long windowMicros() {
        return window.toSeconds() * 1_000_000;
    }

    /** What one of several instances may allow by itself: at least 1, so that nobody is shut out for good. */
    long share(int instances) {
        return Math.max(1, amount / Math.max(1, instances));
    }
}
