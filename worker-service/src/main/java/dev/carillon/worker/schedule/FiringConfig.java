package dev.carillon.worker.schedule;

import dev.carillon.common.configuration.DurationOrZero;
import dev.carillon.common.configuration.NumberOrZero;
import dev.carillon.common.configuration.PositiveDuration;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How schedules are fired. */
@ConfigMapping(prefix = "carillon.firing")
public interface FiringConfig {

    /**
     * How often due schedules are looked for, at least: a worker that knows of one that is due earlier looks then. So a schedule fires
     * within milliseconds, and one that was just made for less than this from now, up to so much late.
     */
    @WithDefault("PT1S")
    @WithConverter(PositiveDuration.class)
    Duration every();

    /** Schedules that are fired together, at most. */
    @WithDefault("100")
    @WithConverter(PositiveNumber.class)
    int batch();

    /** Jobs that are made together, at most. A schedule that makes up for more does so in several steps. */
    @WithDefault("500")
    @WithConverter(PositiveNumber.class)
    int jobs();

    /** Bytes of messages that are read and written together, about, so that large ones do not fill the memory. */
    @WithDefault("8388608")
    @WithConverter(PositiveNumber.class)
    int bytes();

    /** A schedule's latest time that is later than this has been missed: longer than a restart, shorter than an outage. */
    @WithDefault("PT60S")
    @WithConverter(DurationOrZero.class)
    Duration misfireGrace();

    /** How many missed times the misfire policy {@code all} makes up for; those before them are let go. */
    @WithDefault("100")
    @WithConverter(NumberOrZero.class)
    int misfireMaximum();

    /** For how many days it can be seen what a schedule fired. */
    @WithDefault("90")
    @WithConverter(PositiveNumber.class)
    int keepDays();

    /** How often firings that are older are forgotten. */
    @WithDefault("PT10M")
    @WithConverter(PositiveDuration.class)
    Duration forgetEvery();
}
