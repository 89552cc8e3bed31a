package dev.carillon.common.telemetry;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** Records durations of one {@link LatencyMeasure}. For any number of threads; neither locks nor allocates. */
public final class LatencyRecorder {

    private final Recorder recorder = LatencyHistogram.newRecorder();
    private volatile @Nullable LongConsumer listener;

    LatencyRecorder() {}

    /** Records one duration. A negative one (clocks of two machines differ) counts as zero. */
    public void record(Duration duration) {
        recordNanos(LatencyHistogram.clampNanos(duration));
    }

    /** Records one duration in nanoseconds, such as a difference of {@link System#nanoTime()}. */
    public void recordNanos(long nanos) {
        recorder.recordValue(LatencyHistogram.clampMicros(TimeUnit.NANOSECONDS.toMicros(nanos)));
        LongConsumer alsoTold = listener;
        if (alsoTold != null) {
            alsoTold.accept(Math.max(0, nanos));
        }
    }

    /** Adds what was recorded since the last call to {@code target}. Only the reporter calls this. */
    void drainInto(LatencyHistogram target) {
        target.add(recorder.getIntervalHistogram());
    }

    /** Tells {@code listener} every duration too, in nanoseconds. */
    void alsoTell(LongConsumer listener) {
        this.listener = listener;
    }
}
