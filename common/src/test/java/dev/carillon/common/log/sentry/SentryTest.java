package dev.carillon.common.log.sentry;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.log.LogContext;
import dev.carillon.common.log.LogField;
import dev.carillon.common.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What a service tells Sentry: errors with their ids, and nothing that a log may not show. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@WithTestResource(value = FakeSentry.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SentryTest {

    private static final Logger LOG = Logger.getLogger(SentryTest.class);
    private static final String TOKEN = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyMTI";

    private final String organization = UUID.randomUUID().toString();

    @Inject
    LogContext context;

    @SuppressWarnings("NullAway.Init")
    FakeSentry sentry;

    @Test
    void anErrorIsReportedWithItsIdsAndWithoutItsSecrets() {
        IllegalStateException failure = new IllegalStateException(
                "cannot tell ada@mail.example.com", new IOException("550 token " + TOKEN + " of +49 170 1234567"));
        failure.addSuppressed(new IllegalArgumentException("password=hunter2hunter2"));

        context.within(
                        Map.of(
                                LogField.TRACE_ID,
                                "4bf92f3577b34da6a3ce929d0e0e4736",
                                LogField.ORGANIZATION_ID,
                                organization),
                        () -> {
                            LOG.errorf(failure, "The first failure of %s", "grace@mail.example.com");
                            return Uni.createFrom().voidItem();
                        })
                .await()
                .indefinitely();

        ReportedEvent event = event("The first failure of ");
        assertEquals("The first failure of ***@mail.example.com", event.message());
        assertEquals("error", event.json().getString("level"));
        assertEquals("production", event.json().getString("environment"));
        assertEquals(
                Map.of(
                        "service",
                        "carillon-common",
                        "trace_id",
                        "4bf92f3577b34da6a3ce929d0e0e4736",
                        "organization_id",
                        organization),
                event.tags());
        assertEquals(
                List.of(
                        "IOException: 550 token *** of +***",
                        "IllegalArgumentException: password=***",
                        "IllegalStateException: cannot tell ***@mail.example.com"),
                event.failures().toList());
        nothingShows("ada@", "grace@", TOKEN, "170 1234567", "hunter2");
    }

    @Test
    void aDefectInARequestIsReportedWithTheIdsOfTheRequest() {
        given().header("traceparent", "00-aaf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .header("X-Request-Id", "request-of-the-sentry-test")
                .get("/v1/fails-for/" + organization + "?email=joe@mail.example.com")
                .then()
                .statusCode(500);

        ReportedEvent event = event("A request failed by a defect");
        assertEquals(
                Map.of(
                        "service",
                        "carillon-common",
                        "request_id",
                        "request-of-the-sentry-test",
                        "trace_id",
                        "aaf92f3577b34da6a3ce929d0e0e4736",
                        "organization_id",
                        organization),
                event.tags());
        assertEquals(
                List.of("IllegalStateException: ***@mail.example.com has ck_test_***"),
                event.failures().toList());
        nothingShows("joe@", "bea@", "s3cr3tS3cr3t");
    }

    /** Last: others' errors have no place in the second of a flood. */
    @Test
    @Order(Integer.MAX_VALUE)
    void nothingElseIsReportedAndNoFloodIs() {
        LOG.info("Only for the log");
        LOG.warn("Only a warning");
        long began = System.nanoTime();
        IntStream.range(0, 300).forEach(i -> LOG.errorf("Flood %d", i));
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds() + 2;
        // Events are sent one after the other: when one of the next second came, all of the flood did.
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            LOG.error("The flood is over");
            return reported("The flood is over") > 0;
        });

        assertEquals(0, reported("Only"));
        long flood = reported("Flood");
        assertTrue(flood > 0 && flood <= 10 * seconds, () -> flood + " in " + seconds + " s");
    }

    /** Looks at everything that came, and where it came to. */
    private void nothingShows(String... secrets) {
        for (Envelope envelope : sentry.envelopes()) {
            for (String secret : secrets) {
                assertFalse(envelope.text().contains(secret), envelope::text);
            }
        }
        sentry.events().forEach(event -> assertNull(event.json().getValue("breadcrumbs"), event::toString));
        sentry.requests().forEach(request -> {
            assertEquals(FakeSentry.PATH, request.getUrl());
            assertTrue(request.getHeader("X-Sentry-Auth").contains("sentry_key=" + FakeSentry.KEY));
        });
    }

    private ReportedEvent event(String beginning) {
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> sentry.events().stream()
                                .filter(event -> event.message().startsWith(beginning))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private long reported(String beginning) {
        return sentry.events().stream()
                .filter(event -> event.message().startsWith(beginning))
                .count();
    }
}
