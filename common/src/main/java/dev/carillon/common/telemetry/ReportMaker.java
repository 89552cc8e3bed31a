package dev.carillon.common.telemetry;

import dev.carillon.common.cache.CacheCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Takes what was recorded since it last did. What nobody takes stays where it was recorded, in as many bytes as ever: that is why
 * an outage loses nothing and fills no memory. For one thread.
 */
class ReportMaker {

    private final Telemetry telemetry;
    private final InstanceIdentity identity;
    private final Duration interval;
    private final long[] reported = new long[CountMeasure.values().length];
    private final Map<String, CacheCounts> reportedOfCaches = new HashMap<>();

    private long sequence;
    private Instant coveredUntil;

    ReportMaker(Telemetry telemetry, InstanceIdentity identity, Duration interval) {
        this.telemetry = telemetry;
        this.identity = identity;
        this.interval = interval;
        this.coveredUntil = identity.startedAt();
    }

    /** The next report, as of {@code now}. */
    TelemetryReport next(Instant now, boolean stopping) {
        Duration covers = Duration.between(coveredUntil, now);
        coveredUntil = now;
        sequence++;
        return new TelemetryReport(
                identity.id(),
                identity.service(),
                identity.host(),
                identity.version(),
                identity.startedAt(),
                sequence,
                now,
                covers.isNegative() ? Duration.ZERO : covers,
                interval,
                stopping,
                counts(),
                gauges(),
                latencies(),
                caches());
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        for (CountMeasure measure : CountMeasure.values()) {
            // Differences of a total that only grows: resetting it could lose what another thread adds meanwhile.
            long total = telemetry.counter(measure).total();
            long since = total - reported[measure.ordinal()];
            reported[measure.ordinal()] = total;
            if (since != 0) {
                counts.put(measure.wireName(), since);
            }
        }
        return counts;
    }

    private Map<String, Map<String, Long>> caches() {
        Map<String, Map<String, Long>> caches = new HashMap<>();
        telemetry.caches().forEach((cache, counts) -> {
            CacheCounts before = Objects.requireNonNullElse(reportedOfCaches.put(cache, counts), CacheCounts.NONE);
            Map<String, Long> since = new HashMap<>();
            for (CacheMeasure measure : CacheMeasure.values()) {
                long times = measure.of(counts) - measure.of(before);
                if (times != 0) {
                    since.put(measure.wireName(), times);
                }
            }
            if (!since.isEmpty()) {
                caches.put(cache, since);
            }
        });
        return caches;
    }

    private Map<String, Double> gauges() {
        Map<String, Double> gauges = new HashMap<>();
        telemetry.gauges().forEach((measure, value) -> {
            double read = value.getAsDouble();
            if (Double.isFinite(read)) {
                gauges.put(measure.wireName(), read);
            }
        });
        return gauges;
    }

    private Map<String, byte[]> latencies() {
        Map<String, byte[]> latencies = new HashMap<>();
        LatencyHistogram histogram = LatencyHistogram.empty();
        for (LatencyMeasure measure : LatencyMeasure.values()) {
            histogram.clear();
            telemetry.latency(measure).drainInto(histogram);
            if (histogram.count() > 0) {
                latencies.put(measure.wireName(), histogram.toBytes());
            }
        }
        return latencies;
    }
}
