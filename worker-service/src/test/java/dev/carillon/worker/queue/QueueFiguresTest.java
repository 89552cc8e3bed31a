package dev.carillon.worker.queue;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.worker.testing.Client;
import dev.carillon.worker.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a worker tells of the queues and of what is paused. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class QueueFiguresTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Client client;

    @AfterEach
    void resumeAll() {
        client.execute("DELETE FROM pause");
    }

    @Test
    void healthAndMetricsTellWhatWaitsAndWhatIsPaused() {
        client.execute(
                "INSERT INTO pause (organization_id, channel, reason, paused_by) VALUES ($1, 'email', 'Test', 'test')",
                client.organization().value());
        client.execute("INSERT INTO pause (channel, priority, reason, paused_by, by_administrator) "
                + "VALUES ('webhook', 2, 'Test', 'test', true)");
        client.execute("INSERT INTO pause (priority, reason, paused_by, ends_at) "
                + "VALUES (0, 'Over', 'test', now() - interval '1 minute')");
        JobId waiting = client.email("queue@example.test", "Later");

        JsonPath health = healthWhere(found ->
                found.getInt("checks.workers.pauses") == 2 && found.getInt("checks.workers.queued_email") >= 1);

        assertEquals(1, health.getInt("checks.workers.pauses_of_installation"));
        assertEquals(
                health.getInt("checks.workers.queued"),
                health.getInt("checks.workers.queued_email") + health.getInt("checks.workers.queued_webhook"));
        assertTrue(health.getLong("checks.workers.queues_seen_ms_ago") >= 0);
        String metrics =
                given().get("/metrics").then().statusCode(200).extract().asString();
        assertEquals(List.of("1.0"), figures(metrics, "carillon_pauses\\{scope=\"installation\",?}"));
        assertEquals(List.of("1.0"), figures(metrics, "carillon_pauses\\{scope=\"organization\",?}"));
        assertNotEquals(List.of(), figures(metrics, "carillon_queue_jobs\\{channel=\"email\",?}"));
        assertNotEquals(List.of("NaN"), figures(metrics, "carillon_queue_jobs\\{channel=\"email\",?}"));
        assertNotEquals(List.of(), figures(metrics, "carillon_queue_oldest_seconds"));
        assertNotEquals(List.of("NaN"), figures(metrics, "carillon_queue_oldest_seconds"));

        client.execute("DELETE FROM pause");
        client.await(waiting, JobState.SUCCEEDED);
        healthWhere(found ->
                found.getInt("checks.workers.pauses") == 0 && found.getInt("checks.workers.queued_email") == 0);
    }

    private static List<String> figures(String metrics, String name) {
        return Pattern.compile("^" + name + " (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static JsonPath healthWhere(Predicate<JsonPath> wanted) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> given().get("/health/workers")
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath(),
                        found -> found.get("checks.workers.pauses") != null && wanted.test(found));
    }
}
