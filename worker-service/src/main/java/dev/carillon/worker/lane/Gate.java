package dev.carillon.worker.lane;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Counts what is under way through it, and estimates when those that found it full should come again. Times are of
 * {@link System#nanoTime}.
 */
final class Gate {

    /** What a delivery is thought to take before one was seen. */
    private static final long FIRST_GUESS = TimeUnit.MILLISECONDS.toNanos(100);

    /** The weight of the newest duration in the mean. */
    private static final double NEWEST = 0.1;

    private int underWay;
    private double mean = FIRST_GUESS;
    private long booked;
    private boolean used;

    /** Whether there is a place for one more under {@code limit}; then it is taken. */
    synchronized boolean enter(int limit) {
        if (underWay >= limit) {
            return false;
        }
        underWay++;
        return true;
    }

    /** Gives back a place after {@code took} nanoseconds; below zero when nothing was sent, which tells nothing of durations. */
    synchronized void leave(long took) {
        underWay--;
        if (took >= 0) {
            mean += NEWEST * (took - mean);
        }
    }

    /**
     * How long a job waits that found no way through: those before it, each the time that a place takes to become free, so that
     * they come back one by one rather than all at once.
     *
     * @param opens no place is free before
     * @param limit places; 0 when this worker has none
     * @param leastStep nanoseconds between two that come back at the least
     * @param longest nanoseconds after {@code opens} at the most; who would wait longer comes at some time in its later half
     */
    synchronized long book(long now, long opens, int limit, long leastStep, long longest, RandomGenerator random) {
        long from = opens - now > 0 ? opens : now;
        if (!used || booked - from < 0) {
            booked = from;
            used = true;
        }
        long step = Math.max(leastStep, Math.round(mean / Math.max(1, limit)));
        if (booked + step - from > longest) {
            return from - now + longest / 2 + random.nextLong(longest / 2 + 1);
        }
        booked += step;
        return booked - now;
    }

    /** Whether a place becomes free again sooner than in that many nanoseconds. */
    synchronized boolean isQuickerThan(long nanos) {
        return mean < nanos;
    }

    synchronized int underWay() {
        return underWay;
    }
}
