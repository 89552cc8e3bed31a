package dev.carillon.api.access;

import dev.carillon.common.configuration.DurationOrZero;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How API keys are checked. */
@ConfigMapping(prefix = "carillon.access")
public interface AccessConfig {

    /**
     * How long an instance trusts a key that it has seen in the database. It is also the longest that a revoked key goes on to
     * work: with the look-up itself it stays within the second that is promised.
     */
    @WithDefault("PT0.9S")
    @WithConverter(DurationOrZero.class)
    Duration keyLifetime();

    /** How often the use of keys is recorded: {@code last_used_at} may be that old. */
    @WithDefault("PT30S")
    Duration useRecordedEvery();

    /** How many keys an instance remembers at most. One takes about 300 bytes. */
    @WithDefault("10000")
    @WithConverter(PositiveNumber.class)
    int rememberedKeys();
}
