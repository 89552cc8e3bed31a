package dev.carillon.api.key;

import dev.carillon.common.configuration.DurationOrZero;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** API keys. */
@ConfigMapping(prefix = "carillon.api-key")
public interface KeyConfig {

    /** Usable keys that an organization may have. */
    @WithDefault("100")
    @WithConverter(PositiveNumber.class)
    int perOrganization();

    /** How long the former key works after a rotation that does not say: long enough to bring the new one everywhere. */
    @WithDefault("PT24H")
    @WithConverter(DurationOrZero.class)
    Duration rotationOverlap();

    /** The longest that a former key may go on to work after a rotation. */
    @WithDefault("P30D")
    @WithConverter(DurationOrZero.class)
    Duration longestOverlap();
}
