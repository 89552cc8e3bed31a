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
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
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
}
