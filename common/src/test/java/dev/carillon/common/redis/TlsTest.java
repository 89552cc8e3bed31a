package dev.carillon.common.redis;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.testing.OwnRedis;
import dev.carillon.local.process.FreePort;
import dev.carillon.local.server.RedisServer;
import dev.carillon.local.testing.TestCertificate;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
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

/** One server that wants TLS and a password, with a certificate made for the test. */
@QuarkusTest
@WithTestResource(value = TlsTest.EncryptedServer.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class TlsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** It also listens without TLS, for the test's own questions. */
    public static class EncryptedServer extends OwnRedis {

        private static @Nullable RedisServer server;
        private static @Nullable TestCertificate certificate;

        static RedisServer server() {
            return Objects.requireNonNull(server);
        }

        @Override
        protected Map<String, String> startRedis() {
            TestCertificate made = TestCertificate.create("ip:127.0.0.1");
            int port = FreePort.find();
            certificate = made;
            server = RedisServer.temporary(
                    "--tls-port", Integer.toString(port),
                    "--tls-cert-file", made.certificate().toString(),
                    "--tls-key-file", made.key().toString(),
                    "--tls-auth-clients", "no",
                    "--requirepass", "p@ss:word/1");
            return Map.of(
                    "REDIS_URL",
                    "rediss://:p%40ss%3Aword%2F1@127.0.0.1:" + port + "/5",
                    "REDIS_CA_FILE",
                    made.certificate().toString());
        }

        @Override
        public void stop() {
            server().close();
            Objects.requireNonNull(certificate).close();
        }
    }

    @Inject
    RedisCommands redis;

    @Inject
    RedisReads reads;

    @Test
    void commandsAndWaitingReadsAreEncrypted() {
        get("/health").then().body("checks.redis.mode", equalTo("standalone"));
        redis.send(Command.XADD, "letters", "*", "letter", "a").await().atMost(PATIENCE);

        Response answer = reads.send(Duration.ofSeconds(1), Command.XREAD, "BLOCK", 1_000, "STREAMS", "letters", "0-0")
                .await()
                .atMost(PATIENCE);

        assertEquals("letters", Objects.requireNonNull(answer).get(0).get(0).toString());
        String clients = Objects.requireNonNull(
                        redis.send(Command.CLIENT, "INFO").await().atMost(PATIENCE))
                .toString();
        assertTrue(clients.contains(" db=5 "), clients);
    }

    @Test
    void commandsAreMeasured() {
        redis.send(Command.GET, "nothing").await().atMost(PATIENCE);

        get("/metrics")
                .then()
                .body(containsString("carillon_redis_command_seconds_bucket{command=\"get\",outcome=\"success\""))
                .body(containsString("carillon_redis_answering 1.0"));
    }

    @Test
    void aServerThatRefusesConnectionsForAWhileIsFoundAgain() throws IOException {
        // The client's pool must not keep the places of connections that were refused after they had been accepted.
        try (Socket administrator =
                new Socket("127.0.0.1", EncryptedServer.server().port())) {
            tell(administrator, "AUTH p@ss:word/1");
            tell(administrator, "CONFIG SET maxclients 1");
            tell(administrator, "CLIENT KILL TYPE normal SKIPME yes");
            Awaitility.await("connections are refused")
                    .atMost(PATIENCE)
                    .until(() -> IntStream.range(0, 50).noneMatch(_ -> answers()));

            tell(administrator, "CONFIG SET maxclients 1000");
        }

        Awaitility.await("Redis answers again").atMost(PATIENCE).until(this::answers);
        assertTrue(IntStream.range(0, 100).parallel().allMatch(_ -> answers()));
    }

    private static void tell(Socket redis, String command) throws IOException {
        redis.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        int first = redis.getInputStream().read();
        assertTrue(first == '+' || first == ':', command);
        while (redis.getInputStream().read() != '\n') {
            // The rest of the answer does not matter.
        }
    }

    private boolean answers() {
        try {
            return redis.send(Command.PING).await().atMost(PATIENCE) != null;
        } catch (RuntimeException _) {
            return false;
        }
    }
}
