package dev.carillon.worker.retry;

import dev.carillon.common.configuration.DurationOrZero;
import dev.carillon.common.configuration.Fraction;
import dev.carillon.common.configuration.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
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
    List<@WithConverter(DurationOrZero.class) Duration> delays();

    /** Other rules for single channels, by the channel's name. */
    Map<String, ChannelRetries> channel();

    /** The share (0 to 1) by which a wait may be longer or shorter, so that jobs which failed together do not return together. */
    @WithDefault("0.2")
    @WithConverter(Fraction.class)
    double jitter();

    /** The time budget: no attempt starts later than this after the first one started. Without one, only attempts are limited. */
    Optional<@WithConverter(PositiveDuration.class) Duration> maximumDuration();

    /** The longest wait that the other side may ask for. */
    @WithDefault("PT24H")
    @WithConverter(PositiveDuration.class)
    Duration longestRetryAfter();

    /** The rules of a channel. What is not set is as for all. */
    interface ChannelRetries {

        /** Like {@link RetryConfig#delays()}. */
        Optional<List<@WithConverter(DurationOrZero.class) Duration>> delays();

        /** Growing waits instead of delays. */
        Optional<Growth> exponential();

        /** Like {@link RetryConfig#jitter()}. */
        Optional<@WithConverter(Fraction.class) Double> jitter();

        /** Like {@link RetryConfig#maximumDuration()}. */
        Optional<@WithConverter(PositiveDuration.class) Duration> maximumDuration();

        /** Waits of which each is a multiple of the one before. */
        interface Growth {

            /** The first wait. */
            @WithConverter(PositiveDuration.class)
            Duration initial();

            /** By how much the next wait is longer, at least 1. */
            @WithDefault("2")
            double factor();

            /** The longest wait. */
            @WithDefault("PT10H")
            @WithConverter(PositiveDuration.class)
            Duration maximum();
        }
    }
}
