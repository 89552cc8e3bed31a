package dev.carillon.worker.retry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** When failed attempts are repeated. */
@ConfigMapping(prefix = "carillon.retry")
public interface RetryConfig {

    /**
     * The waits after the first, second … failed attempt; the last one counts for all that follow. Grows from what a restart of
     * the other side takes to what a person needs to mend it.
     */
    @WithDefault("PT5S,PT30S,PT2M,PT10M,PT1H,PT3H,PT10H")
    List<Duration> delays();

    /** Other waits for single channels, by the channel's name. */
    Map<String, ChannelDelays> channel();

    /** The share (0 to 1) by which a wait may be longer or shorter, so that jobs which failed together do not return together. */
    @WithDefault("0.2")
    double jitter();

    /** The longest wait that the other side may ask for. */
    @WithDefault("PT24H")
    Duration longestRetryAfter();

    /** The waits of a channel. */
    interface ChannelDelays {

        /** Like {@link RetryConfig#delays()}. */
        List<Duration> delays();
    }
}
