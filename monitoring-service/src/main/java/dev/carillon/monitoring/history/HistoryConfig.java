package dev.carillon.monitoring.history;

import dev.carillon.common.configuration.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What may be asked of the history. */
@ConfigMapping(prefix = "carillon.monitoring.history")
public interface HistoryConfig {

    /** The longest span that one request may ask for by the minute: each minute of each instance is a row to read. */
    @WithDefault("6h")
    @WithConverter(PositiveDuration.class)
    Duration longestSpan();

    /** How long an answer serves everybody who asks the same: it changes by the minute, and making it reads many rows. */
    @WithDefault("5s")
    @WithConverter(PositiveDuration.class)
    Duration keepFor();
}
