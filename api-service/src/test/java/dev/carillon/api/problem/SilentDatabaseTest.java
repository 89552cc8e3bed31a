package dev.carillon.api.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.local.server.PostgresServer;
import dev.carillon.local.testing.TestDatabase;
import io.quarkus.logging.Log;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** PostgreSQL hangs under load: its processes are frozen, so that it takes connections and answers nobody. */
@QuarkusTest
@WithTestResource(value = SilentDatabaseTest.FreezingServer.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class SilentDatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CLIENTS = 16;

    /** Jobs of one request, which are stored together or not at all. */
    private static final int JOBS = 3;

    private static final String MAIL = "{\"to\":[\"ada@example.com\"],\"subject\":\"Hello\",\"text\":\"Hi\"%s}";

    /** A PostgreSQL for this test alone. */
    public static class FreezingServer extends ApiServers {

        private static @Nullable PostgresServer postgres;

        static PostgresServer postgres() {
            return Objects.requireNonNull(postgres);
        }

        @Override
        public Map<String, String> start() {
            postgres = PostgresServer.temporary();
            postgres().createDatabase("silent");
            return settings(new TestDatabase(postgres(), "silent"));
        }

        @Override
        public void stop() {
            postgres().close();
        }
    }

    /** What a client was told, and when, by {@link System#nanoTime}. */
    private record Told(String key, int status, long asked, long answered) {

        boolean isRefused() {
            return status == 503;
        }

        long milliseconds() {
            return Duration.ofNanos(answered - asked).toMillis();
        }
    }

    @Inject
    Pool database;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();

    @Test
    void refusesAtOnceAndComesBackByItself() throws InterruptedException {
        TestOrganization acme = TestOrganization.create(database);
        AtomicBoolean stopped = new AtomicBoolean();
        CountDownLatch clients = new CountDownLatch(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            Thread.ofVirtual().start(() -> {
                while (!stopped.get()) {
                    told.add(submit(
                            acme,
                            "key-" + told.size() + "-" + Thread.currentThread().threadId()));
                }
                clients.countDown();
            });
        }
        awaitTold(each -> each.status() == 202, 500);

        long frozen = System.nanoTime();
        FreezingServer.postgres().freeze();
        try {
            awaitTold(each -> each.asked() > frozen && each.isRefused(), 2_000);
        } finally {
            FreezingServer.postgres().thaw();
        }
        long thawed = System.nanoTime();
        awaitTold(each -> each.asked() > thawed && each.status() == 202, 200);
        stopped.set(true);
        clients.await();

        long first = told.stream()
                .filter(Told::isRefused)
                .mapToLong(Told::answered)
                .min()
                .orElseThrow();
        long[] refusals = told.stream()
                .filter(each -> each.asked() > first && each.isRefused())
                .mapToLong(Told::milliseconds)
                .sorted()
                .toArray();
        // Clients and service share the processors of this test.
        long soon = refusals[refusals.length * 99 / 100];
        long slowest = refusals[refusals.length - 1];
        long again = told.stream()
                .filter(each -> each.answered() > thawed && each.status() == 202)
                .mapToLong(Told::answered)
                .min()
                .orElseThrow();
        long longest = told.stream().mapToLong(Told::milliseconds).max().orElseThrow();
        Log.infof(
                "%d requests, first refused after %d ms, then within %d ms (p99) and %d ms, accepted again after %d ms, longest wait %d ms",
                told.size(),
                Duration.ofNanos(first - frozen).toMillis(),
                soon,
                slowest,
                Duration.ofNanos(again - thawed).toMillis(),
                longest);
        // Bounds for a busy machine, and below the deadline of 3 s, by which a request alone would find out.
        assertTrue(first - frozen < Duration.ofMillis(2_900).toNanos(), "first refusal");
        assertTrue(soon < 500, () -> "refusals took " + soon + " ms");
        assertTrue(slowest < 2_000, () -> "a refusal took " + slowest + " ms");
        assertTrue(again - thawed < Duration.ofSeconds(2).toNanos(), "accepted again");
        assertTrue(longest < 4_000, () -> "somebody waited " + longest + " ms");
        assertEquals(
                List.of(),
                told.stream()
                        .filter(each -> each.status() != 202 && !each.isRefused())
                        .toList());
        nothingIsHalfDone(acme);
    }

    private void nothingIsHalfDone(TestOrganization acme) {
        // What was sent before the freeze may still be committed by a process that has just woken.
        Map<String, Integer> before = jobsByKey(acme);
        for (Told each : told) {
            int jobs = before.getOrDefault(each.key(), 0);
            assertTrue(jobs == JOBS || jobs == 0 && each.isRefused(), () -> each + " has " + jobs + " jobs");
        }
        List<Told> refused = told.stream()
                .filter(Told::isRefused)
                .filter(each -> each.asked() % 5 == 0 || before.containsKey(each.key()))
                .toList();
        for (Told each : refused) {
            assertEquals(202, submit(acme, each.key()).status(), "repeated");
        }
        Map<String, Integer> after = jobsByKey(acme);
        refused.forEach(each -> assertEquals(JOBS, after.get(each.key()), each::toString));
        assertEquals(after.size() * (long) JOBS, acme.jobs(), "no job without its key, none twice");
    }

    private Map<String, Integer> jobsByKey(TestOrganization acme) {
        Map<String, Integer> jobs = new HashMap<>();
        database.preparedQuery("""
                        SELECT k.key, count(j.id)::integer AS jobs FROM job_key k LEFT JOIN job j ON j.id = ANY (k.job_ids)
                        WHERE k.organization_id = $1 AND k.kind = 'idempotency' GROUP BY k.key
                        """)
                .execute(Tuple.of(acme.id()))
                .await()
                .atMost(PATIENCE)
                .forEach(row -> jobs.put(row.getString("key"), row.getInteger("jobs")));
        return jobs;
    }

    /** Every other request takes dedupe keys too, which needs a transaction of several statements. */
    private Told submit(TestOrganization acme, String key) {
        List<String> mails = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            mails.add(MAIL.formatted(key.hashCode() % 2 == 0 ? "" : ",\"dedupe_key\":\"" + key + "-" + i + "\""));
        }
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/v1/emails/batch"))
                .header("Authorization", "Bearer " + acme.key().reveal())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString("{\"items\":[" + String.join(",", mails) + "]}"))
                .build();
        long asked = System.nanoTime();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            int status = response.statusCode();
            boolean complete = status != 503
                    || response.headers().firstValue("Retry-After").isPresent();
            return new Told(key, complete ? status : 0, asked, System.nanoTime());
        } catch (IOException e) {
            return new Told(key, -1, asked, System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Told(key, -1, asked, System.nanoTime());
        }
    }

    private void awaitTold(Predicate<Told> what, int times) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> told.stream().filter(what).limit(times).count() == times);
    }
}
