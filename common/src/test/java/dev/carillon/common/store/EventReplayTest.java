package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What became of jobs, told once more, from what their rows and attempts say. */
class EventReplayTest extends EventsOfJobs {

    private static final String[] ALL = {
        "job.succeeded", "job.failed", "job.retrying", "job.held", "job.cancelled", "job.expired", "job.discarded"
    };

    @Test
    void everyMoveThatTheEndpointWantsIsTold() {
        JobId job = eventful();
        JobId held = fixture.accept(fixture.email());
        WorkerId mortal = fixture.worker();
        fixture.claim(mortal, held);
        fixture.expire(mortal);
        await(new JobRescue(fixture.pool).rescue(10, 1, Set.of()));
        JobId waiting = fixture.accept(fixture.email());

        replay(endpoint(ALL), anHourAgo(), false);

        assertEquals(List.of("job.retrying", "job.failed", "job.cancelled", "job.discarded"), types(job));
        assertEquals(List.of("job.held"), types(held));
        assertEquals(List.of(), types(waiting));
    }

    @Test
    void eachIsToldAsTheJobWasThen() {
        UUID live = endpoint(ALL);
        JobId job = eventful();
        List<JsonObject> original = told(job, live);
        UUID late = endpoint(ALL);

        replay(late, anHourAgo(), false);

        List<JsonObject> replayed = told(job, late);
        assertEquals(4, replayed.size());
        for (int place = 0; place < 4; place++) {
            JsonObject expected = original.get(place).copy().put("endpoint_id", late.toString());
            JsonObject actual = replayed.get(place).copy();
            // A failed attempt that another followed says when that was queued, not when it was due.
            assertEquals(
                    expected.getJsonObject("data").remove("next_attempt_at") == null,
                    actual.getJsonObject("data").remove("next_attempt_at") == null);
            // People's retries grant attempts, and begin the time of the first one anew.
            expected.getJsonObject("data").remove("max_attempts");
            actual.getJsonObject("data").remove("max_attempts");
            expected.getJsonObject("data").remove("started_at");
            actual.getJsonObject("data").remove("started_at");
            assertEquals(expected, actual);
        }
    }

    @Test
    void onlyWhatHappenedInItsTimeIsTold() {
        JobId job = eventful();
        fixture.execute("""
                UPDATE job SET timeline_times = array_replace(timeline_times, timeline_times[3], now() - interval '2 hours')
                WHERE id = $1
                """, job.value());

        replay(endpoint(ALL), anHourAgo(), false);

        assertEquals(List.of("job.failed", "job.cancelled", "job.discarded"), types(job));
    }

    @Test
    void onlyWhatWasAskedForIsTold() {
        JobId job = eventful();

        replay(endpoint("job.retrying"), anHourAgo(), false);

        assertEquals(List.of("job.retrying"), types(job));
    }

    @Test
    void whatTheEndpointTookOrIsAboutToBeSentIsNotMissed() {
        UUID endpoint = endpoint(ALL);
        JobId job = eventful();
        List<UUID> events = events(job);
        fixture.execute("UPDATE job SET state = 'succeeded' WHERE id = $1", events.get(0));
        fixture.execute("UPDATE job SET state = 'failed' WHERE id = $1", events.get(1));
        fixture.execute("DELETE FROM job WHERE id = $1", events.get(2));

        replay(endpoint, anHourAgo(), true);

        assertEquals(
                List.of("job.failed", "job.cancelled"),
                types(job).subList(3, 5),
                "the failed one and the one that was never made");
        replay(endpoint, anHourAgo(), true);
        assertEquals(5, types(job).size(), "what was replayed is on its way");
    }

    @Test
    void anotherEndpointsDeliveriesAreNotMine() {
        endpoint(ALL);
        JobId job = eventful();
        UUID mine = endpoint(ALL);

        replay(mine, anHourAgo(), true);

        assertEquals(4, told(job, mine).size());
    }

    @Test
    void manyJobsAreToldInBatchesEachOnce() {
        List<JobId> jobs = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            jobs.add(finished(i == 6 ? JobState.FAILED : JobState.SUCCEEDED));
        }
        UUID replay = order(endpoint("job.succeeded"), anHourAgo(), false);

        assertTrue(steps(3) >= 3, "in batches");

        jobs.subList(0, 6).forEach(job -> assertEquals(List.of("job.succeeded"), types(job)));
        assertEquals(List.of(), types(jobs.getLast()), "not asked for");
        Row row = fixture.query("SELECT deliveries, finished_at FROM webhook_replay WHERE id = $1", replay)
                .getFirst();
        assertEquals(6, row.getLong("deliveries"));
        assertNotNull(row.getOffsetDateTime("finished_at"));
    }

    @Test
    void aReplayTakesTheEndpointsAttemptsAndNeedsItEnabled() {
        UUID endpoint = endpoint("job.succeeded");
        fixture.execute("UPDATE webhook_endpoint SET max_attempts = 2, disabled_at = now() WHERE id = $1", endpoint);
        JobId job = finished(JobState.SUCCEEDED);
        replay(endpoint, anHourAgo(), false);
        assertEquals(List.of(), types(job));
        fixture.execute("UPDATE webhook_endpoint SET disabled_at = NULL WHERE id = $1", endpoint);

        replay(endpoint, anHourAgo(), true);

        Row event = fixture.query(
                        "SELECT max_attempts::integer, priority::integer, retry FROM job WHERE type = 'event'")
                .getFirst();
        assertEquals(2, event.getInteger("max_attempts"));
        assertEquals(2, event.getInteger("priority"), "behind what happens now");
        assertNull(event.getValue("retry"));
    }

    /** A job that failed twice, was retried, cancelled and discarded. */
    private static JobId eventful() {
        JobId job = fixture.accept(fixture.email());
        settle(fixture.claim(worker, job), JobState.RETRYING);
        await(fixture.store.promote(10, 10, Set.of()));
        settle(fixture.claim(worker, job), JobState.FAILED);
        JobControl control = fixture.control();
        await(control.retry(fixture.organization, job));
        await(control.cancel(fixture.organization, job));
        await(control.discard(fixture.organization, job));
        return job;
    }

    private static UUID endpoint(String... eventTypes) {
        UUID id = UUID.randomUUID();
        fixture.execute("""
                INSERT INTO webhook_endpoint (id, organization_id, url, description, event_types, secret)
                VALUES ($1, $2, 'https://example.test', '', $3, 'whsec_dGVzdA==')
                """, id, fixture.organization.value(), eventTypes);
        return id;
    }

    private static void replay(UUID endpoint, Instant since, boolean missedOnly) {
        order(endpoint, since, missedOnly);
        steps(100);
    }

    private static UUID order(UUID endpoint, Instant since, boolean missedOnly) {
        UUID replay = UUID.randomUUID();
        fixture.execute(
                """
                INSERT INTO webhook_replay (id, endpoint_id, organization_id, since, until, position, missed_only)
                VALUES ($1, $2, $3, $4, now() + interval '1 minute', first_job_id($4::timestamptz - interval '366 days'), $5)
                """, replay, endpoint, fixture.organization.value(), since.atOffset(ZoneOffset.UTC), missedOnly);
        return replay;
    }

    private static int steps(int jobs) {
        EventReplay replay = new EventReplay(fixture.pool);
        int steps = 0;
        while (await(replay.step(jobs))) {
            steps++;
        }
        return steps;
    }

    private static Instant anHourAgo() {
        return Instant.now().minusSeconds(3_600);
    }

    private static List<UUID> events(JobId job) {
        return fixture
                .query("SELECT id FROM job WHERE type = 'event' AND tags->>'job' = $1 ORDER BY id", job.toString())
                .stream()
                .map(row -> row.getUUID(0))
                .toList();
    }

    private static List<String> types(JobId job) {
        return fixture
                .query(
                        "SELECT payload->>'type' FROM job WHERE type = 'event' AND tags->>'job' = $1 "
                                + "ORDER BY priority, payload->>'timestamp'",
                        job.toString())
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static List<JsonObject> told(JobId job, UUID endpoint) {
        return fixture
                .query(
                        "SELECT payload FROM job WHERE type = 'event' AND tags->>'job' = $1 AND tags->>'endpoint' = $2 "
                                + "ORDER BY payload->>'timestamp'",
                        job.toString(),
                        endpoint.toString())
                .stream()
                .map(row -> row.getJsonObject(0))
                .toList();
    }
}
