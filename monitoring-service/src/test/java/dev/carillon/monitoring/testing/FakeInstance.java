package dev.carillon.monitoring.testing;

import dev.carillon.common.telemetry.CacheMeasure;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.GaugeMeasure;
import dev.carillon.common.telemetry.LatencyHistogram;
import dev.carillon.common.telemetry.LatencyMeasure;
import dev.carillon.common.telemetry.TelemetryReport;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Makes the reports of an instance that does not exist. */
public final class FakeInstance {

    private final UUID id = UUID.randomUUID();
    private final String service;
    private final String host;
    private final Duration interval;
    private final Instant startedAt = Instant.now();
    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, Double> gauges = new HashMap<>();
    private final Map<String, Map<String, Long>> caches = new HashMap<>();
    private final Map<LatencyMeasure, LatencyHistogram> latencies = new EnumMap<>(LatencyMeasure.class);
    private long sequence;

    /** One that promises to report at every {@code interval}. */
    public FakeInstance(String service, String host, Duration interval) {
        this.service = service;
        this.host = host;
        this.interval = interval;
    }

    /** One of worker-service that promises to report every 5 seconds. */
    public static FakeInstance worker() {
        return new FakeInstance("worker-service", "worker-1", Duration.ofSeconds(5));
    }

    /** Its id. */
    public UUID id() {
        return id;
    }

    /** The next report says that it happened so often. */
    public FakeInstance counted(CountMeasure measure, long times) {
        counts.merge(measure.wireName(), times, Long::sum);
        return this;
    }

    /** The next report says that it happened so often in that cache. */
    public FakeInstance cached(String cache, CacheMeasure measure, long times) {
        caches.computeIfAbsent(cache, first -> new HashMap<>()).merge(measure.wireName(), times, Long::sum);
        return this;
    }

    /** The next report says that it took so long. */
    public FakeInstance took(LatencyMeasure measure, Duration... durations) {
        LatencyHistogram histogram = latencies.computeIfAbsent(measure, first -> LatencyHistogram.empty());
        for (Duration duration : durations) {
            histogram.record(duration);
        }
        return this;
    }

    /** All reports from now on say that it reads so. */
    public FakeInstance reads(GaugeMeasure measure, double value) {
        gauges.put(measure.wireName(), value);
        return this;
    }

    /** The next report. */
    public TelemetryReport report() {
        return report(false);
    }

    /** The report of an instance that stops in order. */
    public TelemetryReport lastReport() {
        return report(true);
    }

    private TelemetryReport report(boolean stopping) {
        Map<String, byte[]> histograms = new HashMap<>();
        latencies.forEach((measure, histogram) -> histograms.put(measure.wireName(), histogram.toBytes()));
        sequence++;
        TelemetryReport report = new TelemetryReport(
                id,
                service,
                host,
                "1.2.3",
                startedAt,
                sequence,
                Instant.now(),
                interval,
                interval,
                stopping,
                Map.copyOf(counts),
                Map.copyOf(gauges),
                histograms,
                Map.copyOf(caches));
        caches.clear();
        counts.clear();
        latencies.clear();
        return report;
    }
}
