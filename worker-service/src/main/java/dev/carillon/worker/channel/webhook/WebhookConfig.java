package dev.carillon.worker.channel.webhook;

import dev.carillon.common.configuration.DeadlineDuration;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Signed HTTP requests to recipients. */
@ConfigMapping(prefix = "carillon.channel.webhook")
public interface WebhookConfig {

    /** The longest that one request may take, from resolving the host to the end of the answer's head. */
    @WithDefault("PT15S")
    @WithConverter(DeadlineDuration.class)
    Duration timeout();

    /** The longest that connecting may take. */
    @WithDefault("PT5S")
    @WithConverter(DeadlineDuration.class)
    Duration connectTimeout();

    /** Connections kept to one host. Requests beyond wait for a free one. */
    @WithDefault("32")
    @WithConverter(PositiveNumber.class)
    int connectionsPerHost();
}
