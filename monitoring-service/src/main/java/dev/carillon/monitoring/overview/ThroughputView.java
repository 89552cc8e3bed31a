package dev.carillon.monitoring.overview;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.monitoring.collect.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Predicate;

/**
 * Jobs a second, on average over the window.
 *
 * @param window what the averages are over
 * @param acceptedPerSecond jobs that were accepted
 * @param finishedPerSecond jobs that ended, whatever way
 * @param failedPerSecond jobs that failed for good
 * @param retriedPerSecond attempts that failed and will be made again
 * @param snoozedPerSecond times that a job was put off without an attempt
 * @param unknownPerSecond deliveries whose outcome nobody knows
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record ThroughputView(
        @JsonFormat(shape = JsonFormat.Shape.STRING) Duration window,
        double acceptedPerSecond,
        double finishedPerSecond,
        double failedPerSecond,
        double retriedPerSecond,
        double snoozedPerSecond,
        double unknownPerSecond) {

    static ThroughputView of(Duration window, Collection<Figures> services) {
        double seconds = window.toNanos() / 1e9;
        return new ThroughputView(
                window,
                count(services, CountMeasure.JOBS_ACCEPTED::equals) / seconds,
                count(services, CountMeasure::isFinish) / seconds,
                count(services, CountMeasure.JOBS_FAILED::equals) / seconds,
                count(services, CountMeasure.JOBS_RETRIED::equals) / seconds,
                count(services, CountMeasure.JOBS_SNOOZED::equals) / seconds,
                count(services, CountMeasure.OUTCOMES_UNKNOWN::equals) / seconds);
    }

    private static long count(Collection<Figures> services, Predicate<CountMeasure> wanted) {
        return services.stream().mapToLong(figures -> figures.count(wanted)).sum();
    }
}
