package dev.carillon.common.telemetry;

import java.util.concurrent.atomic.LongAdder;

/** Counts one {@link CountMeasure}. For any number of threads; neither locks nor allocates. */
public final class Counter {

    private final LongAdder total = new LongAdder();

    Counter() {}

    /** It happened once. */
    public void increment() {
        total.increment();
    }

    /** It happened {@code times} times. */
    public void add(long times) {
        total.add(times);
    }

    /** How often it happened since the process started. */
    public long total() {
        return total.sum();
    }
}
