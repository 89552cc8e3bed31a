package dev.carillon.worker.retry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When failed attempts are repeated. A job's own field {@code retry} wins over this, part by part. */
@ConfigMapping(prefix = "carillon.retry")
public interface RetryConfig {

    /**
     * The waits after the first, second … failed attempt; the last one counts for all that follow. Grows from what a restart of
     * the other side takes to what a person needs to mend it.
     */
    @WithDefault("PT5S,PT30S,PT2M,PT10M,PT1H,PT3H,PT10H")
    List<Duration> delays();

    /** Other rules for single channels, by the channel's name. */
    Map<String, ChannelRetries> channel();

    /** The share (0 to 1) by which a wait may be longer or shorter, so that jobs which failed together do not return together. */
    @WithDefault("0.2")
    double jitter();

    /** The time budget: no attempt starts later than this after the first one started. Without one, only attempts are limited. */
    Optional<Duration> maximumDuration();

    /** The longest wait that the other side may ask for. */
    @WithDefault("PT24H")
    Duration longestRetryAfter();

    /** The rules of a channel. What is not set is as for all. */
    interface ChannelRetries {

        /** Like {@link RetryConfig#delays()}. */
        Optional<List<Duration>> delays();

        /** Growing waits instead of delays. */
        Optional<Growth> exponential();

        /** Like {@link RetryConfig#jitter()}. */
        Optional<Double> jitter();

        /** Like {@link RetryConfig#maximumDuration()}. */
        Optional<Duration> maximumDuration();

        /** Waits of which each is a multiple of the one before. */
        interface Growth {

            /** The first wait. */
            Duration initial();

            /** By how much the next wait is longer, at least 1. */
            @WithDefault("2")
            double factor();

            /** The longest wait. */
            @WithDefault("PT10H")
            Duration maximum();
        }
    }
}
