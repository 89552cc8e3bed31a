/**
 * What every instance of every service reports about itself over {@code carillon:telemetry}: counts, latencies and gauges since
 * its last report. Services record through {@link dev.carillon.common.telemetry.Telemetry}; monitoring-service reads the reports.
 */
@NullMarked
package dev.carillon.common.telemetry;

import org.jspecify.annotations.NullMarked;
