package dev.carillon.common.log.sentry;

import dev.carillon.common.configuration.PositiveDuration;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How errors are reported to Sentry. */
@ConfigMapping(prefix = "carillon.sentry")
public interface SentryConfig {

    /** Where to. Set it as {@code SENTRY_DSN}, or {@code SENTRY_DSN_FILE}; without one nothing is sent. */
    Optional<String> dsn();

    /** What Sentry calls this installation, such as {@code production} or {@code staging}. */
    @WithDefault("production")
    String environment();

    /** The least level that is reported: {@code error}, or {@code warn}, which an outage of PostgreSQL makes plenty of. */
    @WithDefault("error")
    ReportedLevel level();

    /** Events that wait to be sent, at the most. More are dropped: Sentry must not take the memory that the work needs. */
    @WithDefault("100")
    @WithConverter(PositiveNumber.class)
    int queue();

    /** Events within one second, at the most: making one costs about as much as a request. */
    @WithDefault("10")
    @WithConverter(PositiveNumber.class)
    int perSecond();

    /** How long connecting to Sentry, and its answer, may take each. Only a thread of its own waits for it. */
    @WithDefault("PT5S")
    @WithConverter(PositiveDuration.class)
    Duration timeout();

    /** How long a shutdown waits for events that are still on their way. */
    @WithDefault("PT2S")
    @WithConverter(PositiveDuration.class)
    Duration shutdownTimeout();
}
