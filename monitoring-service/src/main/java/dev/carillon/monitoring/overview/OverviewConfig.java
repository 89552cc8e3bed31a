package dev.carillon.monitoring.overview;

import dev.carillon.common.configuration.DeadlineDuration;
import dev.carillon.common.configuration.DurationOrZero;
import dev.carillon.common.configuration.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** What the overview asks for, how often, and from when on it finds fault. */
@ConfigMapping(prefix = "carillon.monitoring.overview")
public interface OverviewConfig {

    /** How long one overview serves everybody who asks. */
    @WithDefault("1s")
    @WithConverter(DurationOrZero.class)
    Duration cacheFor();

    /** How long the last hour's series is kept: it changes by the minute, and making it reads some hundred rows. */
    @WithDefault("10s")
    @WithConverter(DurationOrZero.class)
    Duration seriesFor();

    /** Time after which a part of the overview that has not come is left out, or taken from before. */
    @WithDefault("2s")
    @WithConverter(DeadlineDuration.class)
    Duration deadline();

    /** Age from which the live figures count as stale: reports come every few seconds. */
    @WithDefault("15s")
    @WithConverter(PositiveDuration.class)
    Duration staleAfter();

    /** Waiting time of the oldest job from which the system counts as degraded. */
    @WithDefault("1m")
    @WithConverter(PositiveDuration.class)
    Duration slowQueue();

    /** Waiting time of the oldest job from which the system counts as unhealthy. */
    @WithDefault("10m")
    @WithConverter(PositiveDuration.class)
    Duration stuckQueue();

    /** Errors within five minutes from which the system counts as degraded. */
    @WithDefault("10")
    long manyErrors();

    /** Services without which the system counts as unhealthy. */
    @WithDefault("api-service,worker-service")
    List<String> requiredServices();
}
