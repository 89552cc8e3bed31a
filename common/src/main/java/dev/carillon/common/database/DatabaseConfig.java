package dev.carillon.common.database;

import dev.carillon.common.configuration.DeadlineDuration;
import dev.carillon.common.configuration.DurationOrZero;
import dev.carillon.common.configuration.NumberOrZero;
import dev.carillon.common.configuration.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of everything that is asked of PostgreSQL. Without them one slow statement or a dead network holds a pool forever. */
@ConfigMapping(prefix = "carillon.database")
public interface DatabaseConfig {

    /** Time to open a connection. A server in the same network answers in milliseconds; a dead address never does. */
    @WithDefault("PT5S")
    @WithConverter(DeadlineDuration.class)
    Duration connectTimeout();

    /** Time a request waits for a free connection of the pool. Then it fails and says so, instead of queueing behind a jam. */
    @WithDefault("PT5S")
    @WithConverter(DeadlineDuration.class)
    Duration acquireTimeout();

    /**
     * Silence after which requests are refused at once, and those that wait are given up: for half of it somebody waited and nobody
     * was answered, and for the other half a probe was not answered. Refused until a probe is answered. PostgreSQL answers probes in
     * milliseconds, however slow its disk is.
     */
    @WithDefault("PT1S")
    @WithConverter(DeadlineDuration.class)
    Duration refuseAfter();

    /**
     * Requests that may wait for a connection at once; the next one fails at once. Bounds the memory of an overload.
     */
    @WithDefault("2000")
    @WithConverter(NumberOrZero.class)
    int waitingRequests();

    /**
     * Time PostgreSQL lets a statement run before it cancels it. The suite's own take milliseconds, reports seconds. Zero leaves
     * it to the server, which PgBouncer needs unless its {@code ignore_startup_parameters} lists {@code statement_timeout},
     * {@code idle_in_transaction_session_timeout}, {@code plan_cache_mode}, {@code enable_seqscan} and {@code jit}. Then set the latter three for the
     * role: {@code ALTER ROLE carillon SET plan_cache_mode = force_generic_plan}, {@code SET enable_seqscan = off} and {@code SET jit =
     * off}; claims and settles take several times as long without them.
     */
    @WithDefault("PT15S")
    @WithConverter(DurationOrZero.class)
    Duration statementTimeout();

    /**
     * Silence after which a connection that waits for an answer is given up: the network was cut, or the server is gone.
     * Longer than the statement timeout, which ends what is merely slow.
     */
    @WithDefault("PT30S")
    @WithConverter(DeadlineDuration.class)
    Duration silenceTimeout();

    /** Time above which a statement is logged by name: ours take milliseconds, so it lacks an index or waits for a lock. */
    @WithDefault("PT1S")
    @WithConverter(PositiveDuration.class)
    Duration slowQuery();
}
