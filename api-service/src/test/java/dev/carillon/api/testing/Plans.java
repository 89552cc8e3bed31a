package dev.carillon.api.testing;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;

/** Plans of statements: with sequential scans forbidden, one that appears had no index. */
public final class Plans {

    private Plans() {}

    /** Fails when PostgreSQL would have to read a whole table. */
    public static void assertUsesIndex(Pool database, String statement) {
        StringBuilder plan = new StringBuilder();
        database.withTransaction(connection -> connection
                        .query("SET LOCAL enable_seqscan = off")
                        .execute()
                        .chain(() -> connection
                                .query("EXPLAIN (GENERIC_PLAN) " + statement)
                                .execute()))
                .await()
                .atMost(Duration.ofSeconds(20))
                .forEach(row -> plan.append(row.getString(0)).append('\n'));

        assertFalse(plan.toString().contains("Seq Scan"), plan.toString());
    }
}
