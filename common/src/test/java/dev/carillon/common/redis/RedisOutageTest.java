package dev.carillon.common.redis;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.testing.OwnRedis;
import dev.carillon.local.server.RedisServer;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.redis.client.Command;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A server that is away, silent or full, and comes back. */
@QuarkusTest
@WithTestResource(value = RedisOutageTest.MortalServer.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class RedisOutageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** One server with a password, for this test alone. */
    public static class MortalServer extends OwnRedis {

        private static @Nullable RedisServer server;

        static RedisServer server() {
            return Objects.requireNonNull(server);
        }

        @Override
        protected Map<String, String> startRedis() {
            server = RedisServer.temporary("--requirepass", "outage-secret");
            return Map.of("REDIS_URL", "redis://:outage-secret@127.0.0.1:" + server().port());
        }

        @Override
        public void stop() {
            server().close();
        }
    }

    @Inject
    RedisCommands redis;

    @Test
    void aSilentServerIsWaitedForOnceAndThenTriedNowAndThen() {
        MortalServer.server().process().pause();
        try {
            Awaitility.await("commands fail at once")
                    .atMost(PATIENCE)
                    .until(() -> IntStream.range(0, 3).allMatch(_ -> failsWithin(Duration.ofMillis(100))));
            RestAssured.get("/health").then().statusCode(200).body("checks.redis.status", equalTo("degraded"));
        } finally {
            MortalServer.server().process().resume();
        }
        awaitAnswers();
    }

    @Test
    void aKilledServerIsFoundAgain() {
        MortalServer.server().kill();
        Awaitility.await("commands fail").atMost(PATIENCE).until(() -> !answers());

        MortalServer.server().start();

        awaitAnswers();
    }

    @Test
    void aServerThatRefusesConnectionsForAWhileIsFoundAgain() throws IOException {
        // The client's pool must not keep the places of connections that were refused after they had been accepted.
        try (Socket administrator =
                new Socket("127.0.0.1", MortalServer.server().port())) {
            tell(administrator, "AUTH outage-secret");
            tell(administrator, "CONFIG SET maxclients 1");
            tell(administrator, "CLIENT KILL TYPE normal SKIPME yes");
            Awaitility.await("connections are refused")
                    .atMost(PATIENCE)
                    .until(() -> IntStream.range(0, 50).noneMatch(_ -> answers()));

            tell(administrator, "CONFIG SET maxclients 1000");
        }

        awaitAnswers();
    }

    private static void tell(Socket redis, String command) throws IOException {
        redis.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        int first = redis.getInputStream().read();
        assertTrue(first == '+' || first == ':', command);
        while (redis.getInputStream().read() != '\n') {
            // The rest of the answer does not matter.
        }
    }

    private void awaitAnswers() {
        Awaitility.await("Redis answers again").atMost(PATIENCE).until(this::answers);
        assertEquals(
                100, IntStream.range(0, 100).parallel().filter(_ -> answers()).count(), "by every connection");
    }

    private boolean failsWithin(Duration time) {
        long startedAt = System.nanoTime();
        return !answers() && System.nanoTime() - startedAt < time.toNanos();
    }

    private boolean answers() {
        try {
            return redis.send(Command.PING).await().atMost(PATIENCE) != null;
        } catch (RuntimeException _) {
            return false;
        }
    }
}
