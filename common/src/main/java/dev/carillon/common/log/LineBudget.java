package dev.carillon.common.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Lets so many lines pass in a time, and counts what it holds back. Exact to a few lines where many threads meet. */
public final class LineBudget {

    private final int lines;
    private final long nanos;
    private final AtomicLong began;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger heldBack = new AtomicInteger();

    /**
     * A budget for each second.
     *
     * @param lines that may pass in a second
     * @param now by {@link System#nanoTime}
     */
    public LineBudget(int lines, long now) {
        this(lines, TimeUnit.SECONDS.toNanos(1), now);
    }

    private LineBudget(int lines, long nanos, long now) {
        this.lines = lines;
        this.nanos = nanos;
        this.began = new AtomicLong(now);
    }

    /** A budget for each minute. */
    public static LineBudget aMinute(int lines, long now) {
        return new LineBudget(lines, TimeUnit.MINUTES.toNanos(1), now);
    }

    /** Whether a line may pass now. */
    public boolean allows(long now) {
        long beginning = began.get();
        if (now - beginning >= nanos && began.compareAndSet(beginning, now)) {
            asked.set(0);
        }
        if (asked.incrementAndGet() <= lines) {
            return true;
        }
        heldBack.incrementAndGet();
        return false;
    }

    /** How many lines were held back since this was asked last. */
    int takeHeldBack() {
        return heldBack.getAndSet(0);
    }
}
