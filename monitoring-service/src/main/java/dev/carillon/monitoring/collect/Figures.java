package dev.carillon.monitoring.collect;

import dev.carillon.common.telemetry.CacheMeasure;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.LatencyHistogram;
import dev.carillon.common.telemetry.LatencyMeasure;
import dev.carillon.common.telemetry.TelemetryReport;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * What some reports say together: figures of reports, of instances and of minutes all add up in the same way. Measures go by wire
 * name, so that a measure of a newer service is collected too. Not for several threads at once.
 */
public final class Figures {

    private static final Logger LOG = Logger.getLogger(Figures.class);

    private int reports;
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private final SortedMap<String, GaugeSummary> gauges = new TreeMap<>();
    private final SortedMap<String, LatencyHistogram> latencies = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, Long>> caches = new TreeMap<>();

    /** Those of one report. */
    static Figures of(TelemetryReport report) {
        Figures figures = new Figures();
        figures.reports = 1;
        report.counts().forEach(figures::count);
        report.gauges().forEach((measure, value) -> figures.gauges.put(measure, GaugeSummary.of(value)));
        report.caches().forEach(figures::addCache);
        report.latencies().forEach((measure, bytes) -> {
            try {
                figures.add(measure, LatencyHistogram.fromBytes(bytes));
            } catch (IllegalArgumentException malformed) {
                LOG.warnf(
                        "Instance %s of %s reports a malformed histogram of %s",
                        report.instance(), report.service(), measure);
            }
        });
        return figures;
    }

    /** Adds all figures of the other. */
    public void add(Figures other) {
        reports += other.reports;
        other.counts.forEach(this::count);
        other.gauges.forEach((measure, value) -> gauges.merge(measure, value, GaugeSummary::and));
        other.latencies.forEach(this::add);
        other.caches.forEach(this::addCache);
    }

    private void addCache(String cache, Map<String, Long> counts) {
        SortedMap<String, Long> sums = caches.computeIfAbsent(cache, first -> new TreeMap<>());
        counts.forEach((measure, times) -> sums.merge(measure, times, Long::sum));
    }

    /** Adds to how often the measure happened. */
    public void count(String measure, long times) {
        counts.merge(measure, times, Long::sum);
    }

    /** Adds durations of the measure. */
    public void add(String measure, LatencyHistogram durations) {
        // Into one of our own: the other's may still grow, or belong to another sum.
        latencies.computeIfAbsent(measure, first -> LatencyHistogram.empty()).add(durations);
    }

    /** Reports that these are made of. */
    public int reports() {
        return reports;
    }

    /** How often the measure happened. */
    public long count(CountMeasure measure) {
        return counts.getOrDefault(measure.wireName(), 0L);
    }

    /** How often those of the measures happened that {@code wanted} accepts. */
    public long count(Predicate<CountMeasure> wanted) {
        long sum = 0;
        for (CountMeasure measure : CountMeasure.values()) {
            if (wanted.test(measure)) {
                sum += count(measure);
            }
        }
        return sum;
    }

    /** The measure's durations; empty when there were none. */
    public Optional<LatencyHistogram> latency(LatencyMeasure measure) {
        return Optional.ofNullable(latencies.get(measure.wireName()));
    }

    /** How often each measure happened, by wire name. */
    public Map<String, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }

    /** The values of each gauge, by wire name. */
    public Map<String, GaugeSummary> gauges() {
        return Collections.unmodifiableMap(gauges);
    }

    /** The caches of which something was counted, by name. */
    public Set<String> caches() {
        return Collections.unmodifiableSet(caches.keySet());
    }

    /** How often the measure happened in that cache. */
    public long count(String cache, CacheMeasure measure) {
        SortedMap<String, Long> counts = caches.get(cache);
        return counts == null ? 0 : counts.getOrDefault(measure.wireName(), 0L);
    }

    /** The durations of each measure, by wire name. */
    public Map<String, LatencyHistogram> latencies() {
        return Collections.unmodifiableMap(latencies);
    }
}
