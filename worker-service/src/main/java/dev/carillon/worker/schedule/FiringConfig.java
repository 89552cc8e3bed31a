package dev.carillon.worker.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How schedules are fired. */
@ConfigMapping(prefix = "carillon.firing")
public interface FiringConfig {

    /**
     * How often due schedules are looked for, at least: a worker that knows of one that is due earlier looks then. So a schedule fires
     * within milliseconds, and one that was just made for less than this from now, up to so much late.
     */
    @WithDefault("PT0.25S")
    Duration every();

    /** Schedules that are fired together, at most. */
    @WithDefault("100")
    int batch();

    /** Jobs that are made together, at most. A schedule that makes up for more does so in several steps. */
    @WithDefault("500")
    int jobs();

    /** Bytes of messages that are read and written together, about, so that large ones do not fill the memory. */
    @WithDefault("8388608")
    int bytes();

    /** A schedule's latest time that is later than this has been missed: longer than a restart, shorter than an outage. */
    @WithDefault("PT60S")
    Duration misfireGrace();

    /** How many missed times the misfire policy {@code all} makes up for; those before them are let go. */
    @WithDefault("100")
    int misfireMaximum();

    /** For how many days it can be seen what a schedule fired. */
    @WithDefault("90")
    int keepDays();

    /** How often firings that are older are forgotten. */
    @WithDefault("PT10M")
    Duration forgetEvery();
}
