package dev.carillon.common.identity;

import dev.carillon.common.configuration.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How organizations are looked up. */
@ConfigMapping(prefix = "carillon.identity")
public interface IdentityConfig {

    /**
     * How long an organization is kept in memory, its signing secret with it. A change that is told to the cache shows at once; one
     * made behind its back, in the database, after this time.
     */
    @WithDefault("PT30S")
    @WithConverter(PositiveDuration.class)
    Duration organizationLifetime();
}
