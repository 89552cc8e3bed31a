package dev.carillon.worker.upkeep;

import dev.carillon.common.configuration.DurationOrZero;
import dev.carillon.common.configuration.PositiveDuration;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The chores. Intervals count from the end of a chore to its next start. */
@ConfigMapping(prefix = "carillon.upkeep")
public interface UpkeepConfig {

    /** How often due jobs are looked for: a scheduled job starts up to so much late. */
    @WithDefault("PT0.25S")
    @WithConverter(PositiveDuration.class)
    Duration promoteEvery();

    /**
     * Jobs of one organization that come due at once and are published; more go to the backlog, so that a campaign for nine
     * o'clock does not stand before everybody else.
     */
    @WithDefault("100")
    @WithConverter(PositiveNumber.class)
    int promoteShare();

    /** How often queued jobs without an entry in their stream are looked for. */
    @WithDefault("PT5S")
    @WithConverter(PositiveDuration.class)
    Duration adoptEvery();

    /**
     * How long a job may be queued without an entry before it is moved to the backlog: more than publishing after a commit takes
     * when Redis is slow. A job that also has an entry does no harm but work.
     */
    @WithDefault("PT5S")
    @WithConverter(DurationOrZero.class)
    Duration adoptGrace();

    /** How often jobs of dead workers are looked for. */
    @WithDefault("PT2S")
    @WithConverter(PositiveDuration.class)
    Duration rescueEvery();

    /**
     * How long this worker must have held its own lease before it takes jobs from others: after an outage of PostgreSQL all
     * leases have run out, and the living need a moment to come back and keep what they work on. Longer than a statement may hang
     * that asks for a lease, which is a third of it.
     */
    @WithDefault("PT6S")
    @WithConverter(DurationOrZero.class)
    Duration rescueCaution();

    /**
     * How long after a claim that got no answer its jobs are looked for: much longer than a claim may take, so that none is taken
     * for lost whose answer is on its way.
     */
    @WithDefault("PT1M")
    @WithConverter(PositiveDuration.class)
    Duration answerPatience();

    /** A job is parked when so many deliveries in a row were never settled. */
    @WithDefault("3")
    @WithConverter(PositiveNumber.class)
    int mostCrashes();

    /**
     * How often queued jobs that have expired are ended. Claims never start them anyway; this is for those that nobody claims,
     * because they are paused or far back in a line.
     */
    @WithDefault("PT1S")
    @WithConverter(PositiveDuration.class)
    Duration expireEvery();

    /** How often the table of job counts is folded. */
    @WithDefault("PT2S")
    @WithConverter(PositiveDuration.class)
    Duration countEvery();

    /** How often the queues are looked at for {@code /health/workers} and the metrics. */
    @WithDefault("PT5S")
    @WithConverter(PositiveDuration.class)
    Duration observeEvery();

    /** How often old keys, pauses, bulk operations and replays that ended, and missing partitions are seen to. */
    @WithDefault("PT10M")
    @WithConverter(PositiveDuration.class)
    Duration tidyEvery();

    /** How long a bulk operation or a replay of events can be looked at after it ended. */
    @WithDefault("P30D")
    @WithConverter(DurationOrZero.class)
    Duration keepEnded();

    /**
     * How long a job can be looked at after it ended. Jobs leave by whole weeks of when they were accepted, so that it may be a week
     * more, and never before the week before last. What is unfinished stays, however old it is. Zero keeps all for ever.
     */
    @WithDefault("P90D")
    @WithConverter(DurationOrZero.class)
    Duration keepJobs();

    /** For how many days ahead partitions are kept ready, so that nothing breaks while no worker runs. */
    @WithDefault("28")
    @WithConverter(PositiveNumber.class)
    int partitionDays();

    /** How often a batch of a replay of events is made: with the batch's size the speed of replays. */
    @WithDefault("PT0.5S")
    @WithConverter(PositiveDuration.class)
    Duration replayEvery();

    /** Jobs that a replay of events looks at in a batch; it makes an event of each of their moves that the endpoint wants. */
    @WithDefault("500")
    @WithConverter(PositiveNumber.class)
    int replayBatch();

    /** Rows that a chore takes at once. */
    @WithDefault("1000")
    @WithConverter(PositiveNumber.class)
    int batch();
}
