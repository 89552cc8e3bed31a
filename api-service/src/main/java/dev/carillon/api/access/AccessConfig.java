package dev.carillon.api.access;

import dev.carillon.common.configuration.PositiveDuration;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How API keys are checked. */
@ConfigMapping(prefix = "carillon.access")
public interface AccessConfig {

    /**
     * How long a key that was seen in the database is trusted, in memory and in Redis together. It is also the longest that a
     * revoked key goes on to work when instances do not hear of each other: with the request itself it stays within the second
     * that is promised.
     */
    @WithDefault("PT0.9S")
    @WithConverter(PositiveDuration.class)
    Duration keyLifetime();

    /** How often the use of keys is recorded: {@code last_used_at} may be that old. */
    @WithDefault("PT30S")
    @WithConverter(PositiveDuration.class)
    Duration useRecordedEvery();

    /** Memory for the keys that an instance remembers, in bytes. One takes about 300. */
    @WithDefault("4194304")
    @WithConverter(PositiveNumber.class)
    int rememberedBytes();
}
