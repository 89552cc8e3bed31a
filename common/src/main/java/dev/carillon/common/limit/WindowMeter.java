package dev.carillon.common.limit;

import java.util.ArrayDeque;
import java.util.Deque;

/** The sliding window, exact or in parts: runs of requests, each with the moment up to which it was made. */
final class WindowMeter implements Meter {

    private record Run(long stamp, long cost) {}

    private final long window;
    private final long resolution;
    private final Deque<Run> runs = new ArrayDeque<>();

    private long used;
    private long limit;
    private long now;

    WindowMeter(long window, long resolution) {
        this.window = window;
        this.resolution = resolution;
    }

    @Override
    public void open(long limit, long now) {
        this.limit = limit;
        this.now = now;
        rewind();
        while (!runs.isEmpty() && runs.getFirst().stamp() <= now - window) {
            used -= runs.removeFirst().cost();
        }
    }

    /** The clock was set back: what lies in the future counts as made now. */
    private void rewind() {
        long merged = 0;
        while (!runs.isEmpty() && runs.getLast().stamp() > stamp()) {
            merged += runs.removeLast().cost();
        }
        append(merged);
    }

    @Override
    public long remaining() {
        return Math.max(0, limit - used);
    }

    @Override
    public void spend(long cost) {
        used += cost;
        append(cost);
    }

    private void append(long cost) {
        if (cost == 0) {
            return;
        }
        boolean joins = !runs.isEmpty() && runs.getLast().stamp() == stamp();
        runs.addLast(new Run(stamp(), cost + (joins ? runs.removeLast().cost() : 0)));
    }

    @Override
    public long waitFor(long cost) {
        long over = used + cost - limit;
        for (Run run : runs) {
            over -= run.cost();
            if (over <= 0) {
                return run.stamp() + window - now;
            }
        }
        return window;
    }

    @Override
    public long reset() {
        return runs.isEmpty() ? 0 : runs.getFirst().stamp() + window - now;
    }

    private long stamp() {
        return Math.ceilDiv(now, resolution) * resolution;
    }
}
