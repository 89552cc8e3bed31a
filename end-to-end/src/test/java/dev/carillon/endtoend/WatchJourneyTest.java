package dev.carillon.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a customer sees of jobs as they move: by a stream of events, and by webhooks. */
class WatchJourneyTest extends Journey {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aStreamTellsOfEveryMoveWhileItHappens() {
        CountDownLatch watched = new CountDownLatch(1);
        receiver.answer("/watched", n -> {
            // The first attempt ends when the stream is open.
            await(watched);
            return n == 1 ? 503 : 204;
        });
        String id = api.webhook(receiver.url("/watched"));
        api.await(id, "running");
        List<String> lines = new ArrayList<>();
        api.events(id, "").forEach(line -> {
            lines.add(line);
            watched.countDown();
        });

        List<String> states = states(lines);
        assertEquals(List.of("queued", "running", "retrying", "queued", "running", "succeeded"), states);
        assertTrue(lines.stream().anyMatch(line -> line.contains("end")), lines.toString());
        assertEquals(List.of("running", "succeeded"), states(api.events(id, "4").collect(Collectors.toList())));
    }

    @Test
    void aShutdownDoesNotWaitForThoseWhoWatch() {
        Map<String, Object> later = ApiClient.webhookTo(receiver.url("/later"));
        later.put("run_at", Instant.now().plus(Duration.ofDays(1)).toString());
        String id = ApiClient.accepted(api.post("/v1/notifications", later));
        CountDownLatch watched = new CountDownLatch(1);
        CompletableFuture<Void> stream =
                CompletableFuture.runAsync(() -> api.events(id, "").forEach(_ -> watched.countDown()));
        await(watched);
        long begun = System.nanoTime();

        suite.api.server().stop();

        Duration stopped = Duration.ofNanos(System.nanoTime() - begun);
        suite.api.start();
        stream.join();
        assertTrue(stopped.compareTo(Duration.ofSeconds(10)) < 0, "stopped after " + stopped);
        api.post("/v1/jobs/" + id + "/cancel", Map.of());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> states(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("data:") && line.contains("position"))
                .map(line -> line.replaceAll(".*\"state\":\"([a-z]+)\".*", "$1"))
                .toList();
    }

    @Test
    void anEndpointIsToldOfJobsThatEndAndCanHaveItAgain() {
        JsonNode endpoint = api.post(
                        "/v1/webhook-endpoints",
                        Map.of("url", receiver.url("/told"), "event_types", List.of("job.succeeded", "job.failed")))
                .body();
        String path = "/v1/webhook-endpoints/" + endpoint.get("id").asText();
        String secret = endpoint.get("secret").asText();
        receiver.answer("/told", n -> n == 1 ? 500 : 204);
        receiver.answer("/dead-end", _ -> 404);
        String since = Instant.now().minusSeconds(60).toString();

        String test = ApiClient.accepted(api.post(path + "/test", Map.of()));
        api.await(test, "succeeded");
        String delivered = api.email("told@example.test", "Told");
        String dead = api.webhook(receiver.url("/dead-end"));
        api.await(delivered, "succeeded");
        api.await(dead, "failed");
        awaitTold("job.succeeded", delivered, 1);
        awaitTold("job.failed", dead, 1);

        assertTrue(receiver.requests("/told").stream().allMatch(request -> Signatures.verify(secret, request)));
        String next =
                api.post(path + "/rotate-secret", Map.of()).body().get("secret").asText();
        assertEquals(202, api.post(path + "/replay", Map.of("since", since)).status());
        awaitTold("job.succeeded", delivered, 2);
        awaitTold("job.failed", dead, 2);
        Awaitility.await("both secrets sign, for a while").atMost(PATIENCE).until(() -> {
            assertEquals(202, api.post(path + "/test", Map.of()).status());
            Receiver.Request latest = receiver.requests("/told").getLast();
            return Signatures.verify(next, latest) && Signatures.verify(secret, latest);
        });

        receiver.answer("/told", _ -> 410);
        api.await(api.email("told@example.test", "Gone"), "succeeded");
        Awaitility.await("the endpoint is disabled")
                .atMost(PATIENCE)
                .until(() -> !api.get(path).body().get("enabled").asBoolean());
        assertTrue(api.get(path).body().get("disabled_reason").asText().contains("410"));
    }

    @Test
    void manyJobsAreToldOfOnceEachWhileTheWorkerIsKilled() {
        JsonNode endpoint = api.post(
                        "/v1/webhook-endpoints",
                        Map.of("url", receiver.url("/many"), "event_types", List.of("job.succeeded")))
                .body();
        List<CompletableFuture<ApiClient.Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(api.post("/v1/notifications", ApiClient.webhookTo(receiver.url("/job")), Map.of()));
            if (i == 100) {
                Suite.restartAfterCrash(suite.worker.server());
            }
        }
        List<String> jobs = answers.stream()
                .map(answer -> ApiClient.accepted(answer.join()))
                .toList();

        jobs.forEach(job -> api.await(job, "succeeded"));

        String events = "SELECT count(*) FROM job WHERE type = 'event' AND tags->>'endpoint' = '"
                + endpoint.get("id").asText() + "'";
        assertEquals(jobs.size(), suite.count(events + " AND tags->>'job' = ANY ('{" + String.join(",", jobs) + "}')"));
        Awaitility.await("all are told of")
                .atMost(PATIENCE)
                .until(() -> suite.count(events + " AND state <> 'succeeded'") == 0);
        jobs.forEach(job -> assertTrue(told("job.succeeded", "/many", job) >= 1, job));
        api.post("/v1/webhook-endpoints/" + endpoint.get("id").asText() + "/disable", Map.of());
    }

    private static long told(String type, String path, String job) {
        return receiver.requests(path).stream()
                .filter(request ->
                        request.body().contains(job) && request.body().contains(type))
                .map(Receiver.Request::id)
                .distinct()
                .count();
    }

    private static void awaitTold(String type, String job, int times) {
        Awaitility.await(type + " of job " + job)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> told(type, "/told", job) >= times);
    }
}
