package dev.carillon.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Pulls plugs while jobs are under way. Every job that was accepted is finished, and the receivers are asked how often. */
class CrashTest extends Journey {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void aWorkerKilledInTheMiddleOfADeliveryLosesNothing() throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        receiver.answer("/killed", n -> {
            arrived.countDown();
            return n == 1 && waitFor(killed) ? 200 : 204;
        });
        String id = api.webhook(receiver.url("/killed"));
        assertTrue(arrived.await(30, TimeUnit.SECONDS), "the delivery is under way");

        suite.worker.server().kill();
        killed.countDown();
        suite.worker.start();

        JsonNode job = api.await(id, "succeeded");
        assertEquals(1, job.get("attempts").asInt(), "the crash cost no attempt");
        assertEquals(
                List.of("succeeded", "unknown"),
                api.attempts(id).stream()
                        .map(attempt -> attempt.get("outcome").asText())
                        .toList());
        assertEquals(
                Map.of(id, 2L), receiver.counts("/killed"), "the outcome was unknown: sent again, under the same id");
    }

    @Test
    void aWorkerKilledUnderLoadIsRelievedByAnother() {
        suite.secondWorker.start();
        List<CompletableFuture<String>> accepted = submit(300, "/relieved");

        suite.worker.server().kill();

        Set<String> ids = ids(accepted);
        awaitAllFinished();
        assertEquals(ids, receiver.counts("/relieved").keySet());
        suite.worker.start();
        suite.secondWorker.server().stop();
    }

    @Test
    void redisEmptiedWithAThousandJobsInFlightLosesNothingAndRepeatsNothing() {
        List<CompletableFuture<String>> accepted = submit(1_000, "/emptied");
        accepted.get(400).join();

        suite.redis.flush();

        Set<String> ids = ids(accepted);
        awaitAllFinished();
        assertEquals(1_000, ids.size());
        Map<String, Long> counts = receiver.counts("/emptied");
        assertEquals(ids, counts.keySet());
        assertEquals(Set.of(1L), new HashSet<>(counts.values()), "each once");
    }

    @Test
    void redisGoneForAWhileStopsNoClientAndLosesNothing() {
        suite.redis.kill();

        Set<String> ids = ids(submit(50, "/without-redis"));

        suite.redis.launch();
        suite.redis.awaitReady();
        awaitAllFinished();
        assertEquals(ids, receiver.counts("/without-redis").keySet());
    }

    @Test
    void anApiInstanceKilledRightAfterTheCommitLosesNothing() {
        List<CompletableFuture<String>> accepted = submit(200, "/committed");
        CompletableFuture.anyOf(accepted.toArray(CompletableFuture[]::new)).join();

        suite.api.server().kill();

        Set<String> answered = new HashSet<>();
        accepted.forEach(each -> {
            try {
                answered.add(each.join());
            } catch (java.util.concurrent.CompletionException _) {
                // Killed before it could answer: the client knows that it does not know.
            }
        });
        suite.api.start();
        awaitAllFinished();
        Map<String, Long> counts = receiver.counts("/committed");
        assertTrue(!answered.isEmpty() && counts.keySet().containsAll(answered), "what was answered was delivered");
        assertEquals(
                suite.count("SELECT count(*) FROM job WHERE payload->>'to' LIKE '%/committed'"),
                counts.size(),
                "so was what was committed and not answered");
        assertEquals(Set.of(1L), new HashSet<>(counts.values()), "each once");
    }

    @Test
    void postgresRestartedUnderLoadLosesNothing() {
        List<CompletableFuture<ApiClient.Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            answers.add(api.post("/v1/notifications", ApiClient.webhookTo(receiver.url("/restarted")), Map.of()));
        }
        answers.get(50).join();

        Suite.restartAfterCrash(suite.postgres);

        Set<String> accepted = new HashSet<>();
        for (CompletableFuture<ApiClient.Answer> each : answers) {
            ApiClient.Answer answer = each.join();
            assertTrue(answer.status() == 202 || answer.status() == 503, answer.toString());
            if (answer.status() == 202) {
                accepted.add(answer.body().get("id").asText());
            }
        }
        awaitAllFinished();
        assertTrue(receiver.counts("/restarted").keySet().containsAll(accepted));
    }

    @Test
    void aDeliveryThatOutlastsAnOutageOfPostgresqlIsNotRepeated() throws InterruptedException {
        suite.secondWorker.start();
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        receiver.answer("/outlasting", _ -> {
            arrived.countDown();
            return waitFor(told) ? 204 : 500;
        });
        String id = api.webhook(receiver.url("/outlasting"));
        assertTrue(arrived.await(30, TimeUnit.SECONDS), "the delivery is under way");

        suite.postgres.kill();
        // A lease of 3 s ends by time alone.
        Awaitility.await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
        long kept = keptJobs();
        suite.postgres.start();
        Awaitility.await("the worker keeps its job").atMost(PATIENCE).until(() -> keptJobs() > kept);
        Awaitility.await("somebody has looked for jobs of the dead")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> suite.count("SELECT count(*) FROM worker WHERE lease_expires_at <= now()") == 0);
        told.countDown();

        JsonNode job = api.await(id, "succeeded");
        assertEquals(1, receiver.requests("/outlasting").size());
        assertEquals(1, job.get("attempts").asInt());
        suite.secondWorker.server().stop();
    }

    private static long keptJobs() {
        return Suite.logs().stream()
                .filter(line -> line.contains("jobs that were under way when the lease ran out"))
                .count();
    }

    @Test
    void aWorkerThatIsToldToStopFinishesWhatItStarted() throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        receiver.answer("/graceful", _ -> {
            arrived.countDown();
            return waitFor(told) ? 200 : 500;
        });
        String id = api.webhook(receiver.url("/graceful"));
        assertTrue(arrived.await(30, TimeUnit.SECONDS), "the delivery is under way");

        long stops = stops();
        CompletableFuture<Void> stopping = CompletableFuture.runAsync(suite.worker.server()::stop);
        Awaitility.await("the worker takes no more").atMost(PATIENCE).until(() -> stops() > stops);
        told.countDown();
        stopping.join();

        JsonNode job = api.await(id, "succeeded");
        assertEquals(1, receiver.requests("/graceful").size());
        assertEquals(1, job.get("attempts").asInt());
        suite.worker.start();
    }

    private static long stops() {
        return Suite.logs().stream()
                .filter(line -> line.contains("Taking on no more work"))
                .count();
    }

    private static List<CompletableFuture<String>> submit(int jobs, String path) {
        List<CompletableFuture<String>> accepted = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            accepted.add(api.post("/v1/notifications", ApiClient.webhookTo(receiver.url(path)), Map.of())
                    .thenApply(ApiClient::accepted));
        }
        return accepted;
    }

    private static Set<String> ids(List<CompletableFuture<String>> accepted) {
        Set<String> ids = new HashSet<>();
        accepted.forEach(each -> ids.add(each.join()));
        return ids;
    }

    private static void awaitAllFinished() {
        Awaitility.await("every job has finished")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> suite.count("SELECT count(*) FROM job WHERE finished_at IS NULL") == 0);
    }

    private static boolean waitFor(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
