package dev.carillon.api.watch;

import dev.carillon.common.configuration.PositiveDuration;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Those who watch jobs by server-sent events. */
@ConfigMapping(prefix = "carillon.watch")
public interface WatchConfig {

    /** Watchers that one API key may have on an instance at once. Each holds a connection of the client and of the instance. */
    @WithDefault("100")
    @WithConverter(PositiveNumber.class)
    int perKey();

    /** Watchers that an instance has at once, each with a connection. */
    @WithDefault("2000")
    @WithConverter(PositiveNumber.class)
    int perInstance();

    /**
     * How often a comment is sent, so that nobody in between takes the connection for dead: proxies often wait 60 s. So long after its
     * API key was revoked a stream may go on.
     */
    @WithDefault("PT15S")
    @WithConverter(PositiveDuration.class)
    Duration heartbeat();

    /** How often watched jobs are looked at although nothing was heard of them: events may be lost. */
    @WithDefault("PT5S")
    @WithConverter(PositiveDuration.class)
    Duration lookEvery();

    /** The same while Redis is away, and nothing can be heard. */
    @WithDefault("PT1S")
    @WithConverter(PositiveDuration.class)
    Duration lookEveryUnheard();

    /** After this a stream ends although its job has not; the client connects again and misses nothing. Spreads clients anew. */
    @WithDefault("PT1H")
    @WithConverter(PositiveDuration.class)
    Duration longest();

    /** How long a client is asked to wait before it connects again. */
    @WithDefault("PT2S")
    @WithConverter(PositiveDuration.class)
    Duration reconnect();
}
