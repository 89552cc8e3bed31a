package dev.carillon.common.metric;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gives the timers of requests, queries and calls a histogram, so that percentiles can be computed over all instances.
 * Sixteen chosen buckets: a quantile between them is exact enough for an alert, and a time series each is kept for every route
 * and status.
 */
@Singleton
final class LatencyBuckets implements MeterFilter {

    private static final Set<String> TIMERS = Set.of("http.server.requests", "http.client.requests");
    private static final String OURS = "carillon.";

    private static final double[] BUCKETS_IN_NANOSECONDS = Stream.of(
                    1, 2, 5, 10, 25, 50, 100, 250, 500, 750, 1_000, 2_500, 5_000, 10_000, 15_000, 30_000)
            .mapToDouble(milliseconds -> Duration.ofMillis(milliseconds).toNanos())
            .toArray();

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        boolean measured = id.getType() == Meter.Type.TIMER
                && (TIMERS.contains(id.getName()) || id.getName().startsWith(OURS));
        if (!measured) {
            return config;
        }
        return DistributionStatisticConfig.builder()
                .serviceLevelObjectives(BUCKETS_IN_NANOSECONDS)
                .build()
                .merge(config);
    }
}
