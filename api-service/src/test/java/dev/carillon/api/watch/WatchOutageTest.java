package dev.carillon.api.watch;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.local.server.RedisServer;
import dev.carillon.local.testing.TestServers;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Watching while Redis is away. The service has a Redis of its own, which the test may kill. */
@QuarkusTest
@WithTestResource(value = WatchOutageTest.MortalRedis.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class WatchOutageTest {

    /** A Redis for this test alone. */
    public static class MortalRedis extends ApiServers {

        private static @Nullable RedisServer redis;

        static RedisServer redis() {
            return Objects.requireNonNull(redis);
        }

        @Override
        public Map<String, String> start() {
            redis = RedisServer.temporary();
            Map<String, String> settings = settings(TestServers.postgres().createDatabase("watch_outage"));
            settings.put("quarkus.redis.hosts", redis().url());
            settings.put("quarkus.redis.consumer.hosts", redis().url());
            // So long that only the looks while nothing is heard can be what finds a move.
            settings.put("carillon.watch.look-every", "PT10M");
            return settings;
        }

        @Override
        public void stop() {
            redis().close();
        }
    }

    @Inject
    Pool database;

    @Test
    void aTimelineGoesOnWithoutRedisAndAfterIt() throws Exception {
        TestOrganization acme = TestOrganization.create(database);
        String before = acme.submitEmail("");
        String during = acme.submitEmail("");
        String after = acme.submitEmail("");
        try (EventStream first = EventStream.open(acme, before);
                EventStream last = EventStream.open(acme, after)) {
            first.awaitStates("queued");
            last.awaitStates("queued");

            MortalRedis.redis().kill();
            acme.post("/v1/jobs/" + before + "/cancel", "").statusCode(200);
            first.awaitEnd().awaitStates("queued", "cancelled");
            try (EventStream second = EventStream.open(acme, during)) {
                second.awaitStates("queued");
                acme.post("/v1/jobs/" + during + "/cancel", "").statusCode(200);
                second.awaitEnd().awaitStates("queued", "cancelled");
            }

            MortalRedis.redis().launch();
            MortalRedis.redis().awaitReady();
            acme.post("/v1/jobs/" + after + "/cancel", "").statusCode(200);
            last.awaitEnd().awaitStates("queued", "cancelled");
        }
    }
}
