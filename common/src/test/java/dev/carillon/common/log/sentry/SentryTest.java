package dev.carillon.common.log.sentry;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.log.LogContext;
import dev.carillon.common.log.LogField;
import dev.carillon.common.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What a service tells Sentry: errors with their ids, and nothing that a log may not show. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@WithTestResource(value = FakeSentry.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@Disabled("Not green yet: the reports are not found at the fake server")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SentryTest {

    private static final Logger LOG = Logger.getLogger(SentryTest.class);
    private static final String TOKEN = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyMTI";

    @Inject
    LogContext context;

    @Test
    void anErrorIsReportedWithItsIdsAndWithoutItsSecrets() {
        String organization = UUID.randomUUID().toString();
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

        JsonObject event = event("The first failure of ***@mail.example.com");
        assertEquals("error", event.getString("level"));
        assertEquals(
                "4bf92f3577b34da6a3ce929d0e0e4736", event.getJsonObject("tags").getString("trace_id"));
        assertEquals(organization, event.getJsonObject("tags").getString("organization_id"));
        assertEquals("carillon-common", event.getJsonObject("tags").getString("service"));
        assertEquals("production", event.getString("environment"));
        JsonArray exceptions = event.getJsonObject("exception").getJsonArray("values");
        assertTrue(
                exceptions.stream()
                        .map(JsonObject.class::cast)
                        .anyMatch(each -> "IllegalStateException".equals(each.getString("type"))
                                && "cannot tell ***@mail.example.com".equals(each.getString("value"))),
                exceptions::encode);
        String sent = event.encode();
        for (String secret : new String[] {"ada@", "grace@", TOKEN, "1234567", "hunter2"}) {
            assertFalse(sent.contains(secret), sent);
        }
        assertTrue(
                FakeSentry.requests().stream()
                        .allMatch(request -> request.getHeader("X-Sentry-Auth").contains(FakeSentry.KEY)),
                "with the key of the project");
    }

    @Test
    void aDefectInARequestIsReportedWithItsTrace() {
        given().header("traceparent", "00-aaf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .get("/v1/fails")
                .then()
                .statusCode(500);

        JsonObject event = await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> FakeSentry.events()
                                .filter(each -> "aaf92f3577b34da6a3ce929d0e0e4736"
                                        .equals(each.getJsonObject("tags").getString("trace_id")))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertTrue(event.encode().contains("A request failed by a defect"), event::encode);
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
        await().atMost(Duration.ofMinutes(1))
                .until(() -> FakeSentry.events().anyMatch(each -> text(each).startsWith("Flood")));

        assertFalse(FakeSentry.events().anyMatch(each -> text(each).startsWith("Only")));
        long reported = FakeSentry.events()
                .filter(each -> text(each).startsWith("Flood"))
                .count();
        assertTrue(reported <= 10 * seconds, () -> reported + " in " + seconds + " s");
    }

    private static JsonObject event(String message) {
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> FakeSentry.events()
                                .filter(each -> text(each).equals(message))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static String text(JsonObject event) {
        return event.getJsonObject("logentry").getString("formatted");
    }
}
