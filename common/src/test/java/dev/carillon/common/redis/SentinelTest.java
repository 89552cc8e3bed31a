package dev.carillon.common.redis;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.testing.OwnRedis;
import dev.carillon.local.server.RedisServer;
import dev.carillon.local.testing.RedisSentinels;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Three real Sentinels and the two servers that they watch, addressed by parts, in another database than the first. */
@QuarkusTest
@WithTestResource(value = SentinelTest.Sentinels.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class SentinelTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The servers want a password, the Sentinels none. */
    public static class Sentinels extends OwnRedis {

        private static @Nullable RedisSentinels sentinels;

        static RedisSentinels sentinels() {
            return Objects.requireNonNull(sentinels);
        }

        @Override
        protected Map<String, String> startRedis() {
            sentinels = new RedisSentinels();
            return Map.of(
                    "REDIS_MODE",
                    "sentinel",
                    "REDIS_MASTER_NAME",
                    RedisSentinels.MASTER_NAME,
                    "REDIS_HOST",
                    sentinels().hosts(),
                    "REDIS_PASSWORD",
                    RedisSentinels.PASSWORD,
                    "REDIS_DB",
                    "3");
        }

        @Override
        public void stop() {
            sentinels().close();
        }
    }

    @Inject
    RedisCommands redis;

    @Test
    void followsTheMasterToAnotherServer() {
        get("/health").then().body("checks.redis.mode", equalTo("sentinel"));
        send(Command.SET, "note", "kept");
        assertTrue(keyspace(Sentinels.sentinels().master()).startsWith("db3:"));
        send(Command.WAIT, 1, 1_000);

        Sentinels.sentinels().master().kill();

        Awaitility.await("the replica is master")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> send(Command.SET, "written", "later") != null);
        assertEquals("kept", Objects.requireNonNull(send(Command.GET, "note")).toString());
        assertTrue(keyspace(Sentinels.sentinels().replica()).startsWith("db3:"));
    }

    /** The first database that holds keys. */
    private static String keyspace(RedisServer server) {
        return server.ask("INFO keyspace")
                .lines()
                .filter(line -> line.startsWith("db"))
                .findFirst()
                .orElse("");
    }

    private @Nullable Response send(Command command, Object... arguments) {
        return redis.send(command, arguments).await().atMost(PATIENCE);
    }
}
