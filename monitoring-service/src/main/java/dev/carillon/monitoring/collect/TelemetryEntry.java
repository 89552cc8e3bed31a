package dev.carillon.monitoring.collect;

import dev.carillon.common.telemetry.TelemetryReport;
import java.time.Instant;

/**
 * A report as it stands in the stream.
 *
 * @param id the entry's, as Redis gave it
 * @param at when Redis took it in. All collectors go by this clock, so that they agree which minute a report belongs to
 * @param report what the instance sent
 */
record TelemetryEntry(String id, Instant at, TelemetryReport report) {}
