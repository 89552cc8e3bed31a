package dev.carillon.monitoring.overview;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.telemetry.LatencyMeasure;
import dev.carillon.monitoring.collect.Figures;
import dev.carillon.monitoring.history.Percentiles;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Durations of one measure in one service, over all its instances. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record LatencyView(
        String service,
        LatencyMeasure measure,
        @JsonUnwrapped Percentiles percentiles) {

    static List<LatencyView> of(Map<String, Figures> services) {
        List<LatencyView> views = new ArrayList<>();
        services.forEach((service, figures) -> {
            for (LatencyMeasure measure : LatencyMeasure.values()) {
                figures.latency(measure)
                        .ifPresent(histogram ->
                                views.add(new LatencyView(service, measure, Percentiles.of(Optional.of(histogram)))));
            }
        });
        return views;
    }
}
