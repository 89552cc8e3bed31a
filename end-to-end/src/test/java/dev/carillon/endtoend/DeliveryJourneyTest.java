package dev.carillon.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.local.server.ReceivedMail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a customer sees from the request to the delivery. */
class DeliveryJourneyTest extends Journey {

    @Test
    void aMailTravelsFromTheRequestToTheInbox() {
        ApiClient.Answer answer = api.post(
                "/v1/emails",
                Map.of(
                        "to", List.of("Ada <ada@example.test>"),
                        "subject", "Grüße vom Turm",
                        "html", "<p>Hello</p>",
                        "text", "Hello",
                        "tags", Map.of("kind", "welcome")));
        String id = ApiClient.accepted(answer);
        assertEquals("queued", answer.body().get("state").asText());

        JsonNode job = api.await(id, "succeeded");

        assertEquals(List.of("queued", "running", "succeeded"), states(job));
        assertEquals(1, job.get("attempts").asInt());
        assertEquals("welcome", job.get("tags").get("kind").asText());
        List<ReceivedMail> mails = suite.mail.receivedFor("ada@example.test");
        assertEquals(1, mails.size());
        assertEquals("Grüße vom Turm", mails.getFirst().subject());
        String source = new String(mails.getFirst().source(), StandardCharsets.UTF_8);
        assertTrue(source.contains("Message-ID: <" + id + "@example.test>"), source);
        assertTrue(source.contains("multipart/alternative"), source);
    }

    @Test
    void aSignedWebhookTravelsToItsReceiver() {
        String id = api.webhook(receiver.url("/happy"));

        api.await(id, "succeeded");

        assertEquals(Map.of(id, 1L), receiver.counts("/happy"));
        Receiver.Request request = receiver.requests("/happy").getFirst();
        String secret = api.get("/v1/organizations/current")
                .body()
                .get("webhook_secret")
                .asText();
        assertTrue(Signatures.verify(secret, request), "the signature is the organization's");
        assertTrue(request.body().contains("\"title\":\"Ding\""), request.body());
    }

    @Test
    void aReceiverThatFailsTwiceThenWorksHasTheJobAtTheThirdAttempt() {
        receiver.answer("/recovering", n -> n < 3 ? 503 : 200);

        String id = api.webhook(receiver.url("/recovering"));

        JsonNode job = api.await(id, "succeeded");
        assertEquals(
                List.of(
                        "queued",
                        "running",
                        "retrying",
                        "queued",
                        "running",
                        "retrying",
                        "queued",
                        "running",
                        "succeeded"),
                states(job));
        assertEquals(Map.of(id, 3L), receiver.counts("/recovering"));
        assertEquals(
                List.of("succeeded", "failed", "failed"),
                api.attempts(id).stream()
                        .map(attempt -> attempt.get("outcome").asText())
                        .toList());
    }

    @Test
    void aPermanentFailureEndsTheJobAtOnceAndIsExplained() {
        receiver.answer("/gone", _ -> 410);
        suite.mail.refuseRecipient("nobody@example.test", "550 5.1.1 No such user here");

        String webhook = api.webhook(receiver.url("/gone"));
        String email = api.email("nobody@example.test", "Anyone?");

        assertTrue(api.await(webhook, "failed").get("last_error").asText().contains("410"));
        assertTrue(api.await(email, "failed").get("last_error").asText().contains("No such user here"));
        assertEquals(Map.of(webhook, 1L), receiver.counts("/gone"));
    }

    @Test
    void aDeadJobIsDeliveredWhenAPersonRetriesIt() {
        receiver.answer("/mended", n -> n == 1 ? 404 : 200);
        String id = api.webhook(receiver.url("/mended"));
        api.await(id, "failed");

        assertEquals(200, api.post("/v1/jobs/" + id + "/retry", Map.of()).status());

        api.await(id, "succeeded");
        assertEquals(Map.of(id, 2L), receiver.counts("/mended"));
    }

    @Test
    void oneIdempotencyKeyDeliversOnce() {
        Map<String, Object> body = ApiClient.webhookTo(receiver.url("/once"));
        List<java.util.concurrent.CompletableFuture<ApiClient.Answer>> racing = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            racing.add(api.post("/v1/notifications", body, Map.of("Idempotency-Key", "order-4711")));
        }

        List<String> ids = racing.stream()
                .map(answer -> ApiClient.accepted(answer.join()))
                .distinct()
                .toList();

        assertEquals(1, ids.size());
        api.await(ids.getFirst(), "succeeded");
        assertEquals(Map.of(ids.getFirst(), 1L), receiver.counts("/once"));
    }

    @Test
    void aScheduledJobWaitsAndCanBeCancelled() {
        Map<String, Object> body = ApiClient.webhookTo(receiver.url("/never"));
        body.put("run_at", Instant.now().plus(Duration.ofDays(1)).toString());
        String id = ApiClient.accepted(api.post("/v1/notifications", body));
        assertEquals("scheduled", api.job(id).get("state").asText());

        assertEquals(200, api.post("/v1/jobs/" + id + "/cancel", Map.of()).status());

        assertEquals("cancelled", api.job(id).get("state").asText());
        ApiClient.Answer again = api.post("/v1/jobs/" + id + "/cancel", Map.of());
        assertEquals(409, again.status());
        assertNotEquals("", again.body().get("detail").asText());
    }

    @Test
    void deadJobsOfAnOutageAreCountedThenRetriedByFilterAndTheHopelessOneIsDiscarded() {
        receiver.answer("/outage", n -> n <= 3 ? 404 : 200);
        receiver.answer("/hopeless", _ -> 410);
        List<String> dead = new ArrayList<>();
        for (String path : List.of("/outage", "/outage", "/outage", "/hopeless")) {
            Map<String, Object> body = ApiClient.webhookTo(receiver.url(path));
            body.put("tags", Map.of("outage", "may", "path", path.substring(1)));
            dead.add(ApiClient.accepted(api.post("/v1/notifications", body)));
        }
        dead.forEach(id -> api.await(id, "failed"));
        Map<String, Object> filter = Map.of("state", "failed", "tags", Map.of("outage", "may", "path", "outage"));

        Map<String, Object> dryRun = new HashMap<>(filter);
        dryRun.put("dry_run", true);
        assertEquals(3, api.post("/v1/jobs/retry", dryRun).body().get("matched").asInt());
        ApiClient.Answer order = api.post("/v1/jobs/retry", filter);

        assertEquals(202, order.status(), order.body().toString());
        dead.subList(0, 3).forEach(id -> api.await(id, "succeeded"));
        JsonNode operation = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> api.get("/v1/bulk-operations/"
                                        + order.body().get("id").asText())
                                .body(),
                        answer -> answer.path("state").asText().equals("completed"));
        assertEquals(3, operation.get("done").asInt());
        assertEquals(
                200,
                api.post("/v1/jobs/" + dead.getLast() + "/discard", Map.of()).status());
        assertEquals(
                0,
                api.get("/v1/jobs?state=failed&tag=outage:may")
                        .body()
                        .get("data")
                        .size());
    }

    @Test
    void aJobOfTomorrowIsMovedToNow() {
        Map<String, Object> body = ApiClient.webhookTo(receiver.url("/moved"));
        body.put("run_at", Instant.now().plus(Duration.ofDays(1)).toString());
        String id = ApiClient.accepted(api.post("/v1/notifications", body));
        Map<String, Object> change = new HashMap<>();
        change.put("run_at", null);

        assertEquals(200, api.patch("/v1/jobs/" + id, change).status());

        api.await(id, "succeeded");
        assertEquals(Map.of(id, 1L), receiver.counts("/moved"));
        assertEquals(409, api.patch("/v1/jobs/" + id, change).status());
    }

    private static List<String> states(JsonNode job) {
        List<String> states = new ArrayList<>();
        job.get("timeline").forEach(entry -> states.add(entry.get("state").asText()));
        return states;
    }
}
