package dev.carillon.common.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the reactive pool as Quarkus would, with the bounds that Quarkus has no properties for. */
@Singleton
final class DatabasePool implements PgPoolCreator {

    private static final String APPLICATION_NAME = "application_name";

    /** What the client calls itself when nobody set another name. */
    private static final String NAME_OF_THE_CLIENT = "vertx-pg-client";

    /**
     * In characters. The client prepares longer ones anew for every execution, and its own limit is 2,048: PostgreSQL then spends a
     * third of its time on reading and planning what it has seen a thousand times.
     */
    private static final int LONGEST_STATEMENT = 32_768;

    /** It is looked so often within the patience whether PostgreSQL has fallen silent. */
    private static final int LOOKS = 8;

    private final DatabaseConfig configuration;
    private final String service;

    DatabasePool(DatabaseConfig configuration, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.configuration = configuration;
        this.service = service;
    }

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList().forEach(this::bound);
        SilenceGuard guard = new SilenceGuard(configuration.silenceTimeout());
        Pool pool = PgBuilder.pool()
                .with(bound(input.poolOptions()))
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .withConnectHandler(guard)
                .using(input.vertx())
                .build();
        return new LeasingPool(pool, listening(input, guard));
    }

    private Listening listening(Input input, SilenceGuard guard) {
        Duration patience = configuration.refuseAfter();
        ServerProbe probe = new ServerProbe(
                input.vertx(),
                input.pgConnectOptionsList().stream()
                        .map(SqlConnectOptions::getSocketAddress)
                        .toList(),
                patience.dividedBy(2));
        Listening listening = new Listening(patience, System::nanoTime, probe::ask, guard::endThoseThatWait);
        input.vertx().setPeriodic(Math.max(1, patience.toMillis() / LOOKS), _ -> listening.look());
        return listening;
    }

    private PoolOptions bound(PoolOptions options) {
        return options.setName("postgresql") // in the metrics
                .setConnectionTimeout(
                        Math.toIntExact(configuration.acquireTimeout().toMillis()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxWaitQueueSize(configuration.waitingRequests());
    }

    private void bound(PgConnectOptions options) {
        options.setConnectTimeout(Math.toIntExact(configuration.connectTimeout().toMillis()));
        options.setReadIdleTimeout(
                Math.toIntExact(configuration.silenceTimeout().toMillis()));
        options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        options.setTcpKeepAlive(true);
        options.setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT);
        // Shown in pg_stat_activity, so that a slow statement can be traced to the service that sent it.
        if (NAME_OF_THE_CLIENT.equals(options.getProperties().get(APPLICATION_NAME))) {
            options.addProperty(APPLICATION_NAME, "carillon " + service);
        }
        Duration statementTimeout = configuration.statementTimeout();
        if (statementTimeout.isPositive()) {
            String milliseconds = Long.toString(statementTimeout.toMillis());
            options.addProperty("statement_timeout", milliseconds);
            // A transaction that waits for its application this long has lost it, and still holds its locks.
            options.addProperty("idle_in_transaction_session_timeout", milliseconds);
            // One plan for all values, made once a connection: ours are written for that (QueryPlanTest), and planning
            // a batch
            // anew costs as much as doing it.
            options.addProperty("plan_cache_mode", "force_generic_plan");
            // That one plan may be made while a table is empty, and is kept while it grows: every statement has an
            // index.
            options.addProperty("enable_seqscan", "off");
            // No statement of ours runs long enough to repay being compiled.
            options.addProperty("jit", "off");
        }
    }
}
