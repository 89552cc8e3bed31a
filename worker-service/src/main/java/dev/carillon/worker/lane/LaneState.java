package dev.carillon.worker.lane;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What this worker knows of one lane. Times are of {@link System#nanoTime}. */
final class LaneState {

    private final Gate gate = new Gate();
    // Some time ago: who asks may have looked at the clock before this was made.
    private long opens = System.nanoTime() - TimeUnit.MINUTES.toNanos(1);
    private String reason = "";
    private int mildPauses;

    Gate gate() {
        return gate;
    }

    /** Nanoseconds until the lane opens; 0 when it is open. */
    synchronized long remaining(long now) {
        return Math.max(0, opens - now);
    }

    synchronized String reason() {
        return reason;
    }

    /** Pauses the lane, unless it is paused for longer anyway. Whether that changed anything. */
    synchronized boolean pause(long now, long nanos, String why) {
        if (now + nanos - opens <= 0) {
            return false;
        }
        opens = now + nanos;
        reason = why;
        return true;
    }

    /**
     * The next of the pauses that grow while nothing gets through; zero when the lane is paused, for then this is an answer to
     * something sent before.
     */
    synchronized Duration nextMildPause(long now, Duration first, Duration longest) {
        if (opens - now > 0) {
            return Duration.ZERO;
        }
        Duration pause = first.multipliedBy(1L << Math.min(mildPauses, 20));
        mildPauses++;
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    /** Something got through. */
    synchronized void recovered() {
        mildPauses = 0;
    }
}
