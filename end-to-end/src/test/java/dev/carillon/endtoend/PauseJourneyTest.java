package dev.carillon.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A customer pauses, wonders, resumes. */
class PauseJourneyTest extends Journey {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void whatIsPausedIsKeptExplainedAndArrivesOnceResumed() {
        ApiClient.Answer paused =
                api.post("/v1/pauses", Map.of("channel", "webhook", "priority", "low", "reason", "Receiver moves"));
        assertEquals(201, paused.status(), paused.toString());
        String pause = paused.body().get("id").asText();
        Map<String, Object> body = ApiClient.webhookTo(receiver.url("/paused"));
        body.put("priority", "low");
        String held = ApiClient.accepted(api.post("/v1/notifications", body));
        String other = api.webhook(receiver.url("/other"));

        api.await(other, "succeeded");
        JsonNode explanation = api.get("/v1/jobs/" + held + "/explain").body();
        assertEquals("paused", explanation.get("cause").asText(), explanation.toString());
        assertTrue(explanation.get("detail").asText().contains("Receiver moves"), explanation.toString());
        assertEquals(
                pause,
                explanation.get("blocked_by").get("pauses").get(0).get("id").asText());
        assertEquals(Map.of(), receiver.counts("/paused"));

        assertEquals(204, api.delete("/v1/pauses/" + pause));

        api.await(held, "succeeded");
        assertEquals(Map.of(held, 1L), receiver.counts("/paused"));
        assertEquals(
                "ended",
                api.get("/v1/jobs/" + held + "/explain").body().get("cause").asText());
    }

    @Test
    void aPauseEndsByItself() {
        ApiClient.Answer paused = api.post(
                "/v1/pauses",
                Map.of(
                        "priority",
                        "high",
                        "reason",
                        "For a moment",
                        "ends_at",
                        java.time.Instant.now().plusSeconds(3).toString()));
        assertEquals(201, paused.status(), paused.toString());
        Map<String, Object> body = ApiClient.webhookTo(receiver.url("/moment"));
        body.put("priority", "high");
        String job = ApiClient.accepted(api.post("/v1/notifications", body));

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> receiver.counts("/moment").equals(Map.of(job, 1L)));
        JsonNode done = api.await(job, "succeeded");
        assertTrue(
                !java.time.Instant.parse(done.get("started_at").asText())
                        .isBefore(java.time.Instant.parse(
                                paused.body().get("ends_at").asText())),
                done.toString());
    }
}
