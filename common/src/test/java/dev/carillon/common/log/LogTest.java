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
import io.sentry.Sentry;
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
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Reads what production would write: JSON lines in the file that {@code LOG_FILE} names. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(LogTest.ToFile.class)
class LogTest {

    // A file is appended to: each run has its own.
    private static final Path FILE = Path.of(
            "target", "log-test-%d.json".formatted(ProcessHandle.current().pid()));
    private static final Logger LOG = Logger.getLogger(LogTest.class);

    @Inject
    LogContext context;

    @Inject
    RepeatedFailures defects;

    /** Sets what an operator would set. */
    public static final class ToFile implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("LOG_FILE", FILE.toString(), "LOG_LEVEL", "info", "carillon.log.request-lines", "5");
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

    @Test
    void suppressedFailuresAndTheirCausesShowNothingEither() {
        IllegalStateException failure = new IllegalStateException("above");
        failure.addSuppressed(
                new IOException("closing", new IOException("whsec_c2VjcmV0c2VjcmV0 of bea@mail.example.com")));
        LOG.error("Closing went wrong too", failure);

        String line = line("Closing went wrong too").encode();
        assertTrue(line.contains("whsec_***") && line.contains("***@mail.example.com"), line);
        assertFalse(line.contains("c2VjcmV0") || line.contains("bea@"), line);
    }

    @Test
    void aRequestIdThatIsAKeyIsNotShown() {
        given().header("X-Request-Id", "ck_live1_s3cr3tS3cr3t")
                .get("/numbers/43")
                .then()
                .statusCode(200);

        assertEquals(
                "ck_live1_***", line("The number is 43").getJsonObject("mdc").getString("request_id"));
    }

    @Test
    void aDefectThatRepeatsItselfIsToldInFullOnceAndThenCounted() {
        for (int i = 0; i < 1_000; i++) {
            defects.error(
                    "Counting sheep failed", new IllegalStateException("sheep " + i + " of eve@mail.example.com"));
        }
        defects.error("Counting goats failed", new IllegalStateException("goat"));
        defects.tell();
        defects.tell();
        defects.error("Counting sheep failed", new IllegalStateException("again"));

        String count =
                lineWith("Counting sheep failed: 999 times more within PT1M").getString("message");
        assertTrue(count.endsWith("IllegalStateException: sheep 999 of ***@mail.example.com"), count);
        await().until(() -> lines().stream()
                        .filter(line -> line.getString("message").startsWith("Counting sheep failed (fault ")
                                && line.containsKey("stack_trace"))
                        .count()
                == 2);
        assertTrue(lineWith("Counting goats failed (fault ").containsKey("stack_trace"));
        assertEquals(
                0,
                lines().stream()
                        .filter(line -> line.getString("message").startsWith("Counting goats failed:"))
                        .count());
    }

    @Test
    void aRequestThatFailedByOurFaultHasALineWithItsIds() {
        String trace = "bbf92f3577b34da6a3ce929d0e0e4736";
        // A flood of another test may have used up the lines of this second.
        JsonObject line = await().until(
                        () -> {
                            given().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                                    .get("/v1/refuses-loudly?email=joe@mail.example.com")
                                    .then()
                                    .statusCode(502);
                            return lines().stream()
                                    .filter(each -> each.getString("message")
                                            .startsWith("GET /v1/refuses-loudly answered 502 after "))
                                    .findFirst();
                        },
                        Optional::isPresent)
                .orElseThrow();

        assertEquals("WARN", line.getString("level"));
        assertEquals("dev.carillon.request", line.getString("logger"));
        assertEquals(trace, line.getJsonObject("mdc").getString("trace_id"));
        assertFalse(line.encode().contains("joe"), line::encode);
    }

    @Test
    void aFloodOfFailedRequestsIsCounted() {
        for (int i = 0; i < 200; i++) {
            given().get("/v1/teapot").then().statusCode(400);
            given().get("/v1/outage").then().statusCode(503);
        }
        await().until(() -> {
            given().get("/v1/outage").then().statusCode(503);
            return lines().stream()
                    .anyMatch(line -> line.getString("message").contains(" lines like this were left out"));
        });
        assertFalse(lines().stream().anyMatch(line -> line.getString("message").contains("/v1/teapot")));
    }

    @Test
    void anOutageIsToldOnceHoweverItLooksAndThenCounted() {
        for (int request = 0; request < 500; request++) {
            defects.warn("Sheep are refused", new IOException("refused " + request));
            defects.warn("Sheep are refused", new IllegalStateException("silent"));
        }
        defects.tell();
        defects.tell();

        JsonObject count = lineWith("Sheep are refused: 999 times more within PT1M");
        assertEquals("WARN", count.getString("level"));
        assertEquals(
                2,
                lines().stream()
                        .filter(line -> line.getString("message").startsWith("Sheep are refused"))
                        .count());
        assertEquals(
                "WARN",
                lineWith("Sheep are refused: java.io.IOException: refused 0").getString("level"));
    }

    @Test
    void requestsThatAnOutageFailsAreToldOnce() {
        for (int request = 0; request < 30; request++) {
            given().get("/v1/outage").then().statusCode(503);
        }
        defects.tell();

        lineWith("Requests are refused with 503: ");
        assertTrue(lines().stream()
                        .filter(line -> line.getString("message").startsWith("Requests are refused with 503: java"))
                        .count()
                <= 1);
    }

    @Test
    void nothingIsSentToSentryUnlessItIsWanted() {
        assertFalse(Sentry.isEnabled());
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
        return line(message::equals);
    }

    private static JsonObject lineWith(String beginning) {
        return line(message -> message.startsWith(beginning));
    }

    private static JsonObject line(Predicate<String> message) {
        return await().until(
                        () -> lines().stream()
                                .filter(line -> message.test(line.getString("message")))
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
