package dev.carillon.monitoring.testing;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.regex.Pattern;

/** How PostgreSQL would execute statements. */
@Singleton
public class Plans {

    private static final Pattern WHOLE_TABLE = Pattern.compile("Seq Scan on (telemetry|organization)");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Pool pool;

    Plans(Pool pool) {
        this.pool = pool;
    }

    /** Fails when PostgreSQL knows no way but to read a whole table of telemetry or of organizations. */
    public void assertIndexed(String statement) {
        StringBuilder plan = new StringBuilder();
        pool.withTransaction(connection -> connection
                        // Small tables are read whole even where there is an index.
                        .query("SET LOCAL enable_seqscan = off")
                        .execute()
                        .chain(() -> connection
                                .query("EXPLAIN (GENERIC_PLAN) " + statement)
                                .execute()))
                .await()
                .atMost(PATIENCE)
                .forEach(row -> plan.append(row.getString(0)).append('\n'));
        assertFalse(WHOLE_TABLE.matcher(plan).find(), plan.toString());
    }
}
