package dev.carillon.api.endpoint;

import dev.carillon.common.configuration.DurationOrZero;
import dev.carillon.common.configuration.NumberOrZero;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Customers' webhook endpoints. */
@ConfigMapping(prefix = "carillon.endpoint")
public interface EndpointConfig {

    /** Endpoints that an organization may have. Each makes a job of every event that it wants. */
    @WithDefault("20")
    @WithConverter(NumberOrZero.class)
    int perOrganization();

    /** Attempts that an event has when its endpoint does not say, 1 to 50. Twelve last about two days with the usual pauses. */
    @WithDefault("12")
    @WithConverter(PositiveNumber.class)
    int maxAttempts();

    /** How long the former secret signs too after a rotation: long enough to bring the new one to every receiver. */
    @WithDefault("PT24H")
    @WithConverter(DurationOrZero.class)
    Duration rotationGrace();
}
