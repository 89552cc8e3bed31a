package dev.carillon.worker.intake;

import dev.carillon.common.configuration.DurationOrZero;
import dev.carillon.common.configuration.PositiveDuration;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much a worker takes on at once. */
@ConfigMapping(prefix = "carillon.intake")
public interface IntakeConfig {

    /**
     * Jobs that this instance may hold at once, claimed and not yet settled. Deliveries wait for other systems most of the
     * time, so this is far more than there are processors.
     */
    @WithDefault("2000")
    @WithConverter(PositiveNumber.class)
    int concurrency();

    /** Entries that one read takes from a shard, and rows that one claim asks for, at the most. */
    @WithDefault("250")
    @WithConverter(PositiveNumber.class)
    int batch();

    /** Jobs that one claim takes from the backlog, at the most: few enough that other statements need not wait long. */
    @WithDefault("500")
    @WithConverter(PositiveNumber.class)
    int backlogBatch();

    /** How often an empty backlog is looked at again: jobs there start up to so much late. */
    @WithDefault("PT0.2S")
    @WithConverter(PositiveDuration.class)
    Duration backlogEvery();

    /**
     * How long a read waits for something to come before it looks after itself and reads again. A shutdown waits as long for the
     * reads that are under way.
     */
    @WithDefault("PT2S")
    @WithConverter(PositiveDuration.class)
    Duration block();

    /** The pause after the first of several failures in a row; it doubles up to {@link #longestPause()}. */
    @WithDefault("PT0.1S")
    @WithConverter(PositiveDuration.class)
    Duration firstPause();

    /** The longest pause between two tries while Redis or PostgreSQL is away. */
    @WithDefault("PT2S")
    @WithConverter(PositiveDuration.class)
    Duration longestPause();

    /** An entry that a consumer has held for so long without a sign is taken over from it. */
    @WithDefault("PT1M")
    @WithConverter(PositiveDuration.class)
    Duration takeOverAfter();

    /** A consumer without entries that has not read for so long is forgotten: every start of a worker makes a new one. */
    @WithDefault("PT1H")
    @WithConverter(PositiveDuration.class)
    Duration forgetConsumersAfter();

    /** How long a shutdown waits for deliveries that are under way. Kubernetes kills after 30 s. */
    @WithDefault("PT25S")
    @WithConverter(DurationOrZero.class)
    Duration grace();
}
