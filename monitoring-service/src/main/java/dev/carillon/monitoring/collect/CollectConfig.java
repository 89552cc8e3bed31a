package dev.carillon.monitoring.collect;

import dev.carillon.common.configuration.PositiveDuration;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the reports of all instances are collected and kept. */
@ConfigMapping(prefix = "carillon.monitoring.collect")
public interface CollectConfig {

    /**
     * Intervals without a report after which an instance counts as silent. One report may be late for many harmless reasons, a
     * second one for few.
     */
    @WithDefault("3")
    @WithConverter(PositiveNumber.class)
    int missedReports();

    /** Time without a report after which an instance is forgotten. One that stops in order is forgotten at once. */
    @WithDefault("10m")
    @WithConverter(PositiveDuration.class)
    Duration forgetAfter();

    /** How long minutes are kept. A day takes about 2 MB an instance. */
    @WithDefault("7d")
    @WithConverter(PositiveDuration.class)
    Duration retention();

    /** How long one read waits for the next report. After that long without any, the reader knows that there is none. */
    @WithDefault("2s")
    @WithConverter(PositiveDuration.class)
    Duration readWait();

    /** Minutes of instances that wait in memory while PostgreSQL is away; the oldest are given up for more. */
    @WithDefault("5000")
    @WithConverter(PositiveNumber.class)
    int pendingMinutes();
}
