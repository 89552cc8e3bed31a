package dev.carillon.worker.lane;

import dev.carillon.common.configuration.PositiveDuration;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Pauses of lanes: a provider, or an endpoint as one organization uses it. */
@ConfigMapping(prefix = "carillon.lane")
public interface LaneConfig {

    /**
     * The longest that a lane is paused at one answer, whatever its other side asks for: one answer must not stop a provider for a
     * day. The job that met it waits longer, up to {@code carillon.retry.longest-retry-after}.
     */
    @WithDefault("PT1H")
    @WithConverter(PositiveDuration.class)
    Duration longestPause();

    /**
     * The pause after an answer that says "too much" without saying until when (429 without Retry-After, 502, 504, SMTP 421). It
     * doubles with each further one until something gets through again.
     */
    @WithDefault("PT1S")
    @WithConverter(PositiveDuration.class)
    Duration mildPause();

    /** What such pauses grow to. */
    @WithDefault("PT1M")
    @WithConverter(PositiveDuration.class)
    Duration longestMildPause();

    /** Jobs a second that one worker lets come back when a lane opens, so that they do not all come at one moment. */
    @WithDefault("200")
    @WithConverter(PositiveNumber.class)
    int reopenRate();

    /**
     * The longest that a job which waits for a lane is not looked at, beyond the lane's opening. Longer costs PostgreSQL less while
     * many wait; shorter notices sooner that the lane has become faster.
     */
    @WithDefault("PT1M")
    @WithConverter(PositiveDuration.class)
    Duration longestSnooze();

    /** How often a worker looks at the pauses of the others. */
    @WithDefault("PT1S")
    @WithConverter(PositiveDuration.class)
    Duration lookEvery();
}
