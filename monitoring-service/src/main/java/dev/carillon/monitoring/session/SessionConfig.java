package dev.carillon.monitoring.session;

import dev.carillon.common.configuration.DurationOrZero;
import dev.carillon.common.configuration.PositiveDuration;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Sessions of people. */
@ConfigMapping(prefix = "carillon.session")
public interface SessionConfig {

    /** Time without a request after which a session ends. A dashboard that is open and visible asks every few seconds. */
    @WithDefault("30m")
    @WithConverter(PositiveDuration.class)
    Duration inactivity();

    /** Time after which a session ends in any case. */
    @WithDefault("12h")
    @WithConverter(PositiveDuration.class)
    Duration lifetime();

    /**
     * How long a session that this instance has just seen is honoured while Redis does not answer: without it, an outage of Redis
     * would close the very page that shows the outage.
     */
    @WithDefault("15m")
    @WithConverter(DurationOrZero.class)
    Duration outageGrace();

    /** Sign-ins that may fail within the window, for one address and one account, before more are refused. */
    @WithDefault("5")
    @WithConverter(PositiveNumber.class)
    int failedSignIns();

    /** The same for one address and whatever accounts: trying one password with many people is guessing too. */
    @WithDefault("20")
    @WithConverter(PositiveNumber.class)
    int failedSignInsOfAddress();

    /**
     * The same for one account and whatever addresses, within a window of its own. Browsers with which somebody has signed in to the
     * account before are counted each by itself, so that guessing locks nobody out of them.
     */
    @WithDefault("20")
    @WithConverter(PositiveNumber.class)
    int failedSignInsOfAccount();

    /** The window for failed sign-ins of one account. */
    @WithDefault("1h")
    @WithConverter(PositiveDuration.class)
    Duration accountWindow();

    /** The window for failed sign-ins of one address. */
    @WithDefault("15m")
    @WithConverter(PositiveDuration.class)
    Duration failedSignInWindow();

    /**
     * Whether the cookie is for TLS only, except on the machine itself. Only a network that nobody else is in may go without.
     */
    @WithDefault("true")
    boolean secureCookie();
}
