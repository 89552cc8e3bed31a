package dev.carillon.api.problem;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.local.server.PostgresServer;
import dev.carillon.local.server.RedisServer;
import dev.carillon.local.testing.TestDatabase;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What clients see while a server is away. The service has servers of its own, which the test may kill. */
@QuarkusTest
@WithTestResource(value = OutageTest.MortalServers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class OutageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A PostgreSQL and a Redis for this test alone. */
    public static class MortalServers extends ApiServers {

        private static @Nullable PostgresServer postgres;
        private static @Nullable RedisServer redis;

        static PostgresServer postgres() {
            return Objects.requireNonNull(postgres);
        }

        static RedisServer redis() {
            return Objects.requireNonNull(redis);
        }

        @Override
        public Map<String, String> start() {
            postgres = PostgresServer.temporary();
            redis = RedisServer.temporary();
            postgres().createDatabase("outage");
            Map<String, String> settings = settings(new TestDatabase(postgres(), "outage"));
            settings.put("quarkus.redis.hosts", redis().url());
            settings.put("quarkus.redis.consumer.hosts", redis().url());
            return settings;
        }

        @Override
        public void stop() {
            redis().close();
            postgres().close();
        }
    }

    @Inject
    Pool database;

    @Test
    void redisMayBeAwayAndPostgresqlMayNot() {
        TestOrganization acme = TestOrganization.create(database);
        String job = acme.submitEmail("");

        MortalServers.redis().kill();
        acme.submitEmail("");
        acme.get("/v1/jobs/" + job).statusCode(200);

        MortalServers.postgres().kill();
        acme.post("/v1/emails", "{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\"}")
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("type", is("/problems/unavailable"));
        acme.get("/v1/jobs/" + job).statusCode(503).header("Retry-After", notNullValue());

        MortalServers.postgres().launch();
        MortalServers.postgres().awaitReady();
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> acme.get("/v1/jobs/" + job).statusCode(200));
        acme.submitEmail("");
    }
}
