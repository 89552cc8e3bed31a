package dev.carillon.common.log;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Reads what production would write: JSON lines in the file that {@code LOG_FILE} names. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(LogTest.ToFile.class)
class LogTest {

    private static final Path FILE = Path.of("target", "log-test.json");
    private static final Logger LOG = Logger.getLogger(LogTest.class);

    @Inject
    LogContext context;

    /** Sets what an operator would set. */
    public static final class ToFile implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("LOG_FILE", FILE.toString(), "LOG_LEVEL", "info");
        }
    }

    @Test
    void aLineOfARequestCarriesItsIds() {
        given().header("X-Request-Id", "request-of-the-log-test")
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .get("/numbers/42")
                .then()
                .statusCode(200);

        JsonObject line = line("The number is 42");
        assertEquals("INFO", line.getString("level"));
        assertEquals("carillon-common", line.getString("service"));
        assertTrue(Instant.parse(line.getString("timestamp")).isBefore(Instant.now()));
        assertEquals("request-of-the-log-test", line.getJsonObject("mdc").getString("request_id"));
        assertEquals(
                "4bf92f3577b34da6a3ce929d0e0e4736", line.getJsonObject("mdc").getString("trace_id"));
    }

    @Test
    void worksSideBySideWithoutMixingTheirIds() {
        Uni.join().all(deliver("job-a"), deliver("job-b")).andFailFast().await().indefinitely();

        for (String job : List.of("job-a", "job-b")) {
            assertEquals(job, line("Before " + job).getJsonObject("mdc").getString("job_id"));
            assertEquals(job, line("After " + job).getJsonObject("mdc").getString("job_id"));
        }
    }

    @Test
    void neitherMessagesNorExceptionsShowAnAddress() {
        LOG.errorf(
                new IllegalStateException("refused", new IOException("550 <ada@mail.example.com> unknown")),
                "Could not deliver to %s",
                "ada@mail.example.com");

        JsonObject line = line("Could not deliver to ***@mail.example.com");
        String trace = line.getString("stack_trace");
        assertTrue(trace.contains("java.io.IOException: 550 <***@mail.example.com> unknown"), trace);
        assertTrue(trace.contains("java.lang.IllegalStateException: refused"), trace);
        assertTrue(trace.contains("LogTest.java"), trace);
        assertFalse(line.encode().contains("ada@"), line::encode);
    }

    private Uni<Void> deliver(String job) {
        return context.within(Map.of(LogField.JOB_ID, job), () -> {
            LOG.infof("Before %s", job);
            // Another thread and back, as a call to another system would do.
            return Uni.createFrom()
                    .voidItem()
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .invoke(() -> LOG.infof("After %s", job));
        });
    }

    private static JsonObject line(String message) {
        return await().until(
                        () -> lines().stream()
                                .filter(line -> message.equals(line.getString("message")))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static List<JsonObject> lines() {
        try {
            return Files.readAllLines(FILE).stream().map(JsonObject::new).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
