package dev.carillon.monitoring.overview;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.monitoring.collect.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What went wrong by the suite's own fault.
 *
 * @param total of all services
 * @param services those of each service that had any
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record ErrorsView(long total, List<ServiceErrors> services) {

    /**
     * Those of one service.
     *
     * @param httpRequests requests to its interface
     * @param httpErrors requests that it answered with a 5xx status
     * @param unexpected exceptions outside of a request that nobody had foreseen
     */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    public record ServiceErrors(String service, long httpRequests, long httpErrors, long unexpected) {}

    static ErrorsView of(Map<String, Figures> services) {
        List<ServiceErrors> errors = new ArrayList<>();
        services.forEach((service, figures) -> {
            if (figures.count(CountMeasure::isError) > 0) {
                errors.add(new ServiceErrors(
                        service,
                        figures.count(CountMeasure.HTTP_REQUESTS),
                        figures.count(CountMeasure.HTTP_ERRORS),
                        figures.count(CountMeasure.ERRORS)));
            }
        });
        long total = errors.stream()
                .mapToLong(service -> service.httpErrors() + service.unexpected())
                .sum();
        return new ErrorsView(total, errors);
    }
}
