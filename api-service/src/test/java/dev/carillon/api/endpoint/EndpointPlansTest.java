package dev.carillon.api.endpoint;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.carillon.api.testing.ApiServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints and replays are found by an index: with sequential scans forbidden, one that appears had none. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class EndpointPlansTest {

    @Inject
    Pool database;

    @ParameterizedTest
    @ValueSource(
            strings = {
                EndpointStore.CREATE,
                EndpointStore.LIST,
                EndpointStore.FIND,
                EndpointStore.CHANGE,
                EndpointStore.ROTATE,
                EndpointStore.ENABLE,
                EndpointStore.DISABLE,
                EndpointStore.DELETE,
                ReplayStore.BEGIN,
                ReplayStore.LIST
            })
    void aStatementUsesAnIndex(String statement) {
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

        assertFalse(plan.toString().contains("Seq Scan on webhook_"), plan.toString());
    }
}
