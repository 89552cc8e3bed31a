package dev.carillon.common.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(DatabasePoolTest.ShortLimits.class)
class DatabasePoolTest {

    private static final Duration SOON = Duration.ofSeconds(8);

    @Inject
    Pool pool;

    /** The limits of production in small, so that the test need not wait for them. */
    public static final class ShortLimits implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("carillon.database.statement-timeout", "PT0.5S", "carillon.database.silence-timeout", "PT2S");
        }
    }

    @Test
    void theServerCancelsAStatementThatTakesTooLong() {
        PgException cancelled = assertThrows(
                PgException.class,
                () -> pool.query("SELECT pg_sleep(20)").execute().await().atMost(SOON));

        assertEquals("57014", cancelled.getSqlState());
    }

    @Test
    void aConnectionThatFallsSilentIsGivenUp() {
        Instant startedAt = Instant.now();

        // The server does not mind this one taking long; to us it looks like a network that was cut.
        assertThrows(
                RuntimeException.class,
                () -> pool.withConnection(connection -> connection
                                .query("SET statement_timeout = 0")
                                .execute()
                                .chain(() ->
                                        connection.query("SELECT pg_sleep(20)").execute()))
                        .await()
                        .atMost(SOON));

        Duration taken = Duration.between(startedAt, Instant.now());
        assertTrue(taken.compareTo(SOON) < 0, () -> "gave up after " + taken);
        // The pool may hand out the dead connection once more before it has noticed.
        Awaitility.await("the pool works again")
                .atMost(SOON)
                .ignoreExceptions()
                .until(() ->
                        pool.query("SELECT 1").execute().await().atMost(SOON).size() == 1);
    }

    @Test
    void saysWhoItIs() {
        String name = pool.query("SELECT current_setting('application_name')")
                .execute()
                .await()
                .atMost(SOON)
                .iterator()
                .next()
                .getString(0);

        assertEquals("carillon carillon-common", name);
    }

    @Test
    void aStatementIsPreparedOnceHoweverLongItIs() {
        String longStatement = "SELECT $1::text AS longest /* " + "long ".repeat(2_000) + "*/";

        long prepared = pool.withConnection(connection -> connection
                        .preparedQuery(longStatement)
                        .execute(Tuple.of("once"))
                        .chain(() -> connection.preparedQuery(longStatement).execute(Tuple.of("again")))
                        .chain(() -> connection
                                .query(
                                        "SELECT generic_plans FROM pg_prepared_statements WHERE statement LIKE '%AS longest%'")
                                .execute()))
                .await()
                .atMost(SOON)
                .iterator()
                .next()
                .getLong(0);

        assertEquals(2, prepared, "both by the one plan that serves all values");
    }

    @Test
    void aPlanMadeOnAnEmptyTableLooksUpItsRows() {
        String plan = pool.withTransaction(connection -> connection
                        .query("CREATE TEMP TABLE young (id int PRIMARY KEY) ON COMMIT DROP")
                        .execute()
                        .chain(() -> connection
                                .query("PREPARE look_up(int[]) AS SELECT id FROM young WHERE id = ANY ($1)")
                                .execute())
                        .chain(() -> connection
                                .query("EXPLAIN EXECUTE look_up('{1}')")
                                .execute())
                        .call(() -> connection.query("DEALLOCATE look_up").execute()))
                .await()
                .atMost(SOON)
                .iterator()
                .next()
                .getString(0);

        assertFalse(plan.contains("Seq Scan"), plan);
    }
}
