package dev.carillon.monitoring.history;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.carillon.common.telemetry.LatencyHistogram;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of durations, each to within 1 %. Null where there were none.
 *
 * @param count how many
 * @param p50 half of them took no longer
 * @param p95 19 of 20 took no longer
 * @param p99 99 of 100 took no longer
 * @param longest none took longer
 */
@RegisterForReflection
public record Percentiles(
        long count,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Duration p50,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Duration p95,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Duration p99,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Duration longest) {

    private static final Percentiles NONE = new Percentiles(0, null, null, null, null);

    /** Those of the histogram. */
    public static Percentiles of(Optional<LatencyHistogram> durations) {
        return durations
                .map(histogram -> new Percentiles(
                        histogram.count(),
                        histogram.percentile(50).orElse(null),
                        histogram.percentile(95).orElse(null),
                        histogram.percentile(99).orElse(null),
                        histogram.longest().orElse(null)))
                .orElse(NONE);
    }
}
