package dev.carillon.worker.channel.webhook;

import dev.carillon.common.configuration.DurationOrZero;
import dev.carillon.common.configuration.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Customers' webhook endpoints, which are told of jobs. */
@ConfigMapping(prefix = "carillon.channel.event")
public interface EventConfig {

    /**
     * How long what is known of an endpoint is kept in memory: so long after a change of its URL or secret the former may still be
     * used.
     */
    @WithDefault("PT1S")
    @WithConverter(DurationOrZero.class)
    Duration cache();

    /** An endpoint that took nothing for so long is disabled. Longer than a weekend, and than all attempts of an event. */
    @WithDefault("P5D")
    @WithConverter(PositiveDuration.class)
    Duration disableAfter();
}
