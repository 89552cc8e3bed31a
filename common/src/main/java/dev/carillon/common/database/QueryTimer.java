package dev.carillon.common.database;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Times statements by a name of ours: {@code carillon_database_query_seconds{operation,table,outcome}}. The name tells more
 * than the SQL, and there are as many as we wrote.
 *
 * <pre>{@code
 * return timer.time("claim", "job", () -> pool.preparedQuery(CLAIM).execute(parameters));
 * }</pre>
 */
@Singleton
public final class QueryTimer {

    private static final Logger LOG = Logger.getLogger(QueryTimer.class);

    private final MeterRegistry registry;
    private final Duration slow;

    /** Records in {@code registry}. */
    public QueryTimer(MeterRegistry registry, DatabaseConfig configuration) {
        this.registry = registry;
        this.slow = configuration.slowQuery();
    }

    /**
     * Runs a statement and records how long it took, the wait for a connection included.
     *
     * @param operation what it does, in one word or snake_case: a constant, never made of data
     * @param table the table it is mostly about
     * @param query starts the statement; called once for each subscription
     * @return what the query returns
     */
    public <T> Uni<T> time(String operation, String table, Supplier<Uni<T>> query) {
        return Uni.createFrom().deferred(() -> {
            long startedAt = System.nanoTime();
            return query.get()
                    .onTermination()
                    .invoke((result, failure, cancelled) -> record(
                            operation,
                            table,
                            failure != null ? "failure" : cancelled ? "cancelled" : "success",
                            System.nanoTime() - startedAt));
        });
    }

    private void record(String operation, String table, String outcome, long nanoseconds) {
        Timer.builder("carillon.database.query")
                .description("Time of a database statement, the wait for a connection included")
                .tag("operation", operation)
                .tag("table", table)
                .tag("outcome", outcome)
                .register(registry)
                .record(nanoseconds, TimeUnit.NANOSECONDS);
        if (nanoseconds > slow.toNanos()) {
            LOG.warnf(
                    "Slow query: %s on %s took %d ms (%s)",
                    operation, table, TimeUnit.NANOSECONDS.toMillis(nanoseconds), outcome);
        }
    }
}
