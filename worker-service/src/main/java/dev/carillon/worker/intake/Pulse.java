package dev.carillon.worker.intake;

import java.time.Duration;

/**
 * The sign of life of a loop, and its rests after failures in a row: each twice as long as the one before, up to the longest
 * pause. A shutdown ends them. All but {@link #silence} are for the loop's own thread.
 */
final class Pulse {

    private final Closing closing;
    private final IntakeConfig config;
    private volatile long beatAt = System.nanoTime();
    private Duration nextRest;

    Pulse(Closing closing, IntakeConfig config) {
        this.closing = closing;
        this.config = config;
        this.nextRest = config.firstPause();
    }

    /** Shows that the loop lives. Answers whether it is to go on: not when no more work may be taken on. */
    boolean beat() {
        beatAt = System.nanoTime();
        return closing.isOpen();
    }

    /** How long ago the latest beat was. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - beatAt);
    }

    /** Waits for that long, or until closed. */
    void pause(Duration duration) {
        closing.pause(duration);
    }

    /** Rests after a failure. */
    void rest() {
        closing.pause(nextRest);
        Duration longer = nextRest.multipliedBy(2);
        nextRest = longer.compareTo(config.longestPause()) < 0 ? longer : config.longestPause();
    }

    /** What was tried worked: the next rest is a first one again. */
    void recover() {
        nextRest = config.firstPause();
    }
}
