package dev.carillon.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a customer sees of a job that recurs. */
class ScheduleJourneyTest extends Journey {

    @Test
    void aScheduleOfThreeSecondsSendsThreeWebhooks() {
        ApiClient.Answer created = api.post(
                "/v1/schedules",
                Map.of(
                        "name", "three-seconds",
                        "every", "PT1S",
                        "limit", 3,
                        "misfire", "all",
                        "notification", ApiClient.webhookTo(receiver.url("/recurring"))));
        assertEquals(201, created.status(), created.toString());
        String path = "/v1/schedules/" + created.body().get("id").asText();

        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(30))
                .until(() -> api.get(path).body().get("state").asText().equals("ended"));

        JsonNode firings = api.get(path + "/firings").body().get("data");
        assertEquals(3, firings.size());
        firings.forEach(firing -> api.await(firing.get("job_id").asText(), "succeeded"));
        assertEquals(
                StreamSupport.stream(firings.spliterator(), false)
                        .collect(Collectors.toMap(firing -> firing.get("job_id").asText(), _ -> 1L)),
                receiver.counts("/recurring"));
    }
}
