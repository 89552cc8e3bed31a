package dev.carillon.api.problem;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.local.drill.Forwarder;
import dev.carillon.local.server.PostgresServer;
import dev.carillon.local.server.RedisServer;
import dev.carillon.local.testing.TestDatabase;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
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
        private static @Nullable Forwarder wire;

        static PostgresServer postgres() {
            return Objects.requireNonNull(postgres);
        }

        /** Between the service and PostgreSQL. */
        static Forwarder wire() {
            return Objects.requireNonNull(wire);
        }

        static RedisServer redis() {
            return Objects.requireNonNull(redis);
        }

        @Override
        public Map<String, String> start() {
            postgres = PostgresServer.temporary();
            redis = RedisServer.temporary();
            postgres().createDatabase("outage");
            wire = new Forwarder(postgres().port());
            Map<String, String> settings = settings(new TestDatabase(postgres(), "outage"));
            settings.put("quarkus.datasource.reactive.url", "postgresql://127.0.0.1:" + wire().port() + "/outage");
            settings.put("quarkus.redis.hosts", redis().url());
            settings.put("quarkus.redis.consumer.hosts", redis().url());
            return settings;
        }

        @Override
        public void stop() {
            wire().close();
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
                .body("type", is("https://carillon.dev/problems/unavailable"));
        acme.get("/v1/jobs/" + job).statusCode(503).header("Retry-After", notNullValue());

        MortalServers.postgres().launch();
        MortalServers.postgres().awaitReady();
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> acme.get("/v1/jobs/" + job).statusCode(200));
        acme.submitEmail("");
    }

    @Test
    void aSilentPostgresqlIsNotWaitedForByEverybody() {
        TestOrganization acme = TestOrganization.create(database);
        acme.submitEmail("");

        MortalServers.wire().hold(() -> {
            // Those who come first cannot know.
            List<CompletableFuture<Integer>> first = IntStream.range(0, 8)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> submit(acme)))
                    .toList();
            Awaitility.await("requests are refused at once")
                    .atMost(PATIENCE)
                    .until(() -> IntStream.range(0, 10).allMatch(_ -> isRefusedAtOnce(acme)));
            first.forEach(each -> assertEquals(503, each.join()));
        });

        Awaitility.await().atMost(PATIENCE).until(() -> submit(acme) == 202);
    }

    private static boolean isRefusedAtOnce(TestOrganization organization) {
        long startedAt = System.nanoTime();
        return submit(organization) == 503
                && System.nanoTime() - startedAt < Duration.ofMillis(500).toNanos();
    }

    private static int submit(TestOrganization organization) {
        return organization
                .post("/v1/emails", "{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\"}")
                .extract()
                .statusCode();
    }
}
