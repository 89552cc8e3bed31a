package dev.carillon.worker.upkeep;

import dev.carillon.common.configuration.PositiveDuration;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How acts on all jobs that match a filter are done. */
@ConfigMapping(prefix = "carillon.upkeep.bulk")
public interface BulkActorConfig {

    /** How often a step is looked for; steps that are due follow each other at once. */
    @WithDefault("PT0.5S")
    @WithConverter(PositiveDuration.class)
    Duration every();

    /**
     * Jobs that all bulk operations together move in a second, whatever the number of workers, which must agree on it. Retried
     * jobs are new work for workers and receivers, so the default leaves most of either to what is submitted meanwhile.
     */
    @WithDefault("1000")
    @WithConverter(PositiveNumber.class)
    int jobsPerSecond();

    /** Jobs that a step moves at most: their rows are locked for its time. */
    @WithDefault("250")
    @WithConverter(PositiveNumber.class)
    int jobs();

    /** Jobs that a step holds against the filter at most, so that a filter which few jobs match takes short steps too. */
    @WithDefault("5000")
    @WithConverter(PositiveNumber.class)
    int window();
}
