package dev.carillon.monitoring.overview;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.LatencyMeasure;
import dev.carillon.monitoring.history.Minute;
import dev.carillon.monitoring.history.Percentiles;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The recent past, step by step. The last step is not over yet, so its counts still grow.
 *
 * @param step from one point to the next
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record SeriesView(
        @JsonFormat(shape = JsonFormat.Shape.STRING) Duration step, List<PointView> points) {

    /** The service whose requests the series shows: its users wait for those. */
    private static final String API = "api-service";

    /**
     * One step.
     *
     * @param at its start
     * @param accepted jobs
     * @param finished jobs, whatever way
     * @param failed jobs, for good
     * @param retried attempts that failed and will be made again
     * @param errors by the suite's own fault
     * @param httpRequest durations of requests to api-service
     * @param acceptToStart durations from acceptance to the first delivery
     * @param delivery durations of attempts
     * @param acceptToFinish durations from acceptance to the final state
     */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    public record PointView(
            Instant at,
            long accepted,
            long finished,
            long failed,
            long retried,
            long errors,
            Percentiles httpRequest,
            Percentiles acceptToStart,
            Percentiles delivery,
            Percentiles acceptToFinish) {

        static PointView of(Minute minute) {
            return new PointView(
                    minute.at(),
                    minute.count(CountMeasure.JOBS_ACCEPTED),
                    minute.count(CountMeasure::isFinish),
                    minute.count(CountMeasure.JOBS_FAILED),
                    minute.count(CountMeasure.JOBS_RETRIED),
                    minute.count(CountMeasure::isError),
                    Percentiles.of(minute.latency(LatencyMeasure.HTTP_REQUEST, API)),
                    Percentiles.of(minute.latency(LatencyMeasure.ACCEPT_TO_START)),
                    Percentiles.of(minute.latency(LatencyMeasure.DELIVERY)),
                    Percentiles.of(minute.latency(LatencyMeasure.ACCEPT_TO_FINISH)));
        }
    }

    static SeriesView of(List<Minute> minutes) {
        return new SeriesView(
                Duration.ofMinutes(1), minutes.stream().map(PointView::of).toList());
    }
}
