package dev.carillon.monitoring.collect;

import dev.carillon.common.telemetry.GaugeMeasure;
import dev.carillon.common.telemetry.TelemetryReport;
import java.time.Instant;
import java.util.Optional;

/**
 * An instance as the live picture has it.
 *
 * @param report its last
 * @param lastReportAt when Redis took that in
 * @param state whether it still reports
 */
public record ObservedInstance(TelemetryReport report, Instant lastReportAt, InstanceState state) {

    /** The gauge's last value; empty when the instance has none. */
    public Optional<Double> gauge(GaugeMeasure measure) {
        return Optional.ofNullable(report.gauges().get(measure.wireName()));
    }
}
