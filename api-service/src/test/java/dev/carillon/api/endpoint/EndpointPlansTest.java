package dev.carillon.api.endpoint;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Plans;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints and replays are found by an index. */
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
        Plans.assertUsesIndex(database, statement);
    }
}
