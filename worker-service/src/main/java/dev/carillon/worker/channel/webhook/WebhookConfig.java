package dev.carillon.worker.channel.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Signed HTTP requests to recipients. */
@ConfigMapping(prefix = "carillon.channel.webhook")
public interface WebhookConfig {

    /** The longest that one request may take, from resolving the host to the end of the answer's head. */
    @WithDefault("PT15S")
    Duration timeout();

    /** The longest that connecting may take. */
    @WithDefault("PT5S")
    Duration connectTimeout();

    /** Connections kept to one host. Requests beyond wait for a free one. */
    @WithDefault("32")
    int connectionsPerHost();

    /** How long a signing secret is kept in memory; so long after a rotation the old one may still sign. */
    @WithDefault("PT30S")
    Duration secretCache();
}
