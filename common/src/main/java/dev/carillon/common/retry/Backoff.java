package dev.carillon.common.retry;

import java.time.Duration;
import java.util.List;

/** How the waits between a job's attempts grow. Pure: the same failure always has the same wait; chance is added elsewhere. */
public sealed interface Backoff {

    /** The wait after the failure of that number, counted from 1. Never below zero. */
    Duration after(int failure);

    /**
     * Waits that are named one by one.
     *
     * @param waits the last one counts for all failures that follow; at least one, none below zero
     */
    record Schedule(List<Duration> waits) implements Backoff {

        public Schedule {
            waits = List.copyOf(waits);
            if (waits.isEmpty() || waits.stream().anyMatch(Duration::isNegative)) {
                throw new IllegalArgumentException("A schedule names at least one wait, and none below zero");
            }
        }

        @Override
        public Duration after(int failure) {
            return waits.get(Math.clamp(failure - 1L, 0, waits.size() - 1));
        }
    }

    /**
     * Waits of which each is {@code factor} times the one before.
     *
     * @param initial the first, above zero
     * @param factor at least 1
     * @param maximum the longest, not below the first
     */
    record Exponential(Duration initial, double factor, Duration maximum) implements Backoff {

        public Exponential {
            if (!initial.isPositive()
                    || !(factor >= 1)
                    || Double.isInfinite(factor)
                    || maximum.compareTo(initial) < 0) {
                throw new IllegalArgumentException(
                        "Exponential waits begin above zero, have a factor of 1 or more, and a maximum that is not below the first");
            }
        }

        @Override
        public Duration after(int failure) {
            // A power beyond what a double holds is infinite, and so above every maximum.
            double millis = initial.toMillis() * Math.pow(factor, Math.max(0, failure - 1));
            return millis < maximum.toMillis() ? Duration.ofMillis(Math.round(millis)) : maximum;
        }
    }
}
