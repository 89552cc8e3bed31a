package dev.carillon.api.identity;

import dev.carillon.common.configuration.PositiveDuration;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Sessions of people at the HTTP interface. */
@ConfigMapping(prefix = "carillon.account-session")
public interface SessionConfig {

    /** Time without a request after which a session ends. */
    @WithDefault("PT2H")
    @WithConverter(PositiveDuration.class)
    Duration inactivity();

    /** Time after which a session ends in any case. */
    @WithDefault("PT24H")
    @WithConverter(PositiveDuration.class)
    Duration lifetime();

    /** Sessions that an account may have at once. One more ends the oldest. */
    @WithDefault("50")
    @WithConverter(PositiveNumber.class)
    int perAccount();

    /**
     * Whether the cookie is for TLS only, except on the machine itself. Only a network that nobody else is in may go without.
     */
    @WithDefault("true")
    boolean secureCookie();
}
