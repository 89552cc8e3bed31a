package dev.carillon.common.telemetry;

import dev.carillon.common.cache.CacheCounts;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Where an instance records what it does. Recording is for any number of threads, takes nanoseconds and never waits: what was
 * recorded is reported later, and kept until a report got through.
 *
 * <pre>{@code
 * telemetry.counter(CountMeasure.JOBS_ACCEPTED).add(batch.size());
 * telemetry.latency(LatencyMeasure.DELIVERY).record(Duration.between(started, finished));
 * telemetry.gauge(GaugeMeasure.IN_FLIGHT, inFlight::size);
 * }</pre>
 */
@Singleton
public class Telemetry {

    // One a measure, by its ordinal.
    private final Counter[] counters = new Counter[CountMeasure.values().length];
    private final LatencyRecorder[] latencies = new LatencyRecorder[LatencyMeasure.values().length];
    private final Map<GaugeMeasure, DoubleSupplier> gauges = new ConcurrentHashMap<>();
    private volatile Supplier<Map<String, CacheCounts>> caches = Map::of;

    /** One that has recorded nothing. */
    public Telemetry() {
        Arrays.setAll(counters, ordinal -> new Counter());
        Arrays.setAll(latencies, ordinal -> new LatencyRecorder());
    }

    /** Counts the measure. */
    public Counter counter(CountMeasure measure) {
        return counters[measure.ordinal()];
    }

    /** Records durations of the measure. */
    public LatencyRecorder latency(LatencyMeasure measure) {
        return latencies[measure.ordinal()];
    }

    /** Reads the measure off {@code value} at every report, on the reporter's thread; replaces the supplier before. */
    public void gauge(GaugeMeasure measure, DoubleSupplier value) {
        gauges.put(measure, value);
    }

    /** Reads what the instance's caches have counted off {@code counts}, by cache, at every report. */
    public void caches(Supplier<Map<String, CacheCounts>> counts) {
        caches = counts;
    }

    Map<String, CacheCounts> caches() {
        return caches.get();
    }

    Map<GaugeMeasure, DoubleSupplier> gauges() {
        return gauges;
    }
}
