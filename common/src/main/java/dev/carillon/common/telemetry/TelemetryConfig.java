package dev.carillon.common.telemetry;

import dev.carillon.common.configuration.PositiveDuration;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How instances report about themselves. */
@ConfigMapping(prefix = "carillon.telemetry")
public interface TelemetryConfig {

    /**
     * Time between two reports of an instance. An instance counts as silent after three without a report, so a shorter interval
     * notices sooner and costs more Redis memory.
     */
    @WithDefault("5s")
    @WithConverter(PositiveDuration.class)
    Duration interval();

    /**
     * Reports that the stream keeps at least, of all instances together; older ones are trimmed. It is how long monitoring may be
     * down without a gap in its history: 10,000 are over 4 hours of three instances, or 8 minutes of a hundred. A report takes one
     * to three kilobytes of Redis memory.
     */
    @WithDefault("10000")
    @WithConverter(PositiveNumber.class)
    int streamLength();
}
