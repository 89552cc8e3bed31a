package dev.carillon.monitoring.history;

import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.LatencyHistogram;
import dev.carillon.common.telemetry.LatencyMeasure;
import dev.carillon.monitoring.collect.Figures;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What all instances reported in one minute.
 *
 * @param at its start
 * @param services the figures of each service, its instances together
 */
public record Minute(Instant at, Map<String, Figures> services) {

    /** One without reports. */
    static Minute empty(Instant at) {
        return new Minute(at, new TreeMap<>());
    }

    Figures of(String service) {
        return services.computeIfAbsent(service, first -> new Figures());
    }

    /** How often those of the measures happened that {@code wanted} accepts, in all services. */
    public long count(Predicate<CountMeasure> wanted) {
        return services.values().stream()
                .mapToLong(figures -> figures.count(wanted))
                .sum();
    }

    /** How often the measure happened, in all services. */
    public long count(CountMeasure measure) {
        return count(measure::equals);
    }

    /** The measure's durations in one service; empty when there were none. */
    public Optional<LatencyHistogram> latency(LatencyMeasure measure, String service) {
        return Optional.ofNullable(services.get(service)).flatMap(figures -> figures.latency(measure));
    }

    /** The measure's durations in all services together; empty when there were none. */
    public Optional<LatencyHistogram> latency(LatencyMeasure measure) {
        LatencyHistogram sum = LatencyHistogram.empty();
        services.values().forEach(figures -> figures.latency(measure).ifPresent(sum::add));
        return sum.count() == 0 ? Optional.empty() : Optional.of(sum);
    }
}
