package dev.carillon.monitoring.history;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One measure over time.
 *
 * @param measure its name
 * @param service whose figures these are; null for all services together
 * @param step from one point to the next
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record HistoryView(
        String measure,
        @Nullable String service,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Duration step,
        List<Point> points) {

    /**
     * One step.
     *
     * @param at its start
     * @param times how often it happened; left out of latencies
     * @param durations how long it took; left out of counts
     */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Point(
            Instant at, @Nullable Long times, @Nullable Percentiles durations) {}
}
