package dev.carillon.common.redis;

import dev.carillon.common.configuration.DeadlineDuration;
import dev.carillon.common.configuration.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long Redis is waited for, and how soon it is tried again. Where it is, and in which mode, the short names tell. */
@ConfigMapping(prefix = "carillon.redis")
public interface RedisConfig {

    /** After this a command has failed: Redis answers in microseconds or is in trouble. A read that waits has this on top. */
    @WithDefault("PT2S")
    @WithConverter(DeadlineDuration.class)
    Duration deadline();

    /**
     * The pause after the second failure in a row, in which commands fail at once instead of trying to connect; one failure may be a
     * connection that ended. It doubles with every further failure up to {@link #longestPause()}, and is cut by up to half by
     * chance, so that not all instances come back in the same moment.
     */
    @WithDefault("PT0.05S")
    @WithConverter(PositiveDuration.class)
    Duration firstPause();

    /** The longest pause between two tries: Redis is noticed to be back no later than this. */
    @WithDefault("PT2S")
    @WithConverter(PositiveDuration.class)
    Duration longestPause();
}
