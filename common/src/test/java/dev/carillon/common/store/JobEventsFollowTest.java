package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.EventMessage;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.retry.Backoff;
import dev.carillon.common.retry.RetryChoice;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What webhook endpoints want to know of follows a job in its own transaction: once, whoever moves it. */
class JobEventsFollowTest extends EventsOfJobs {

    private static final String[] ALL = {
        "job.succeeded", "job.failed", "job.retrying", "job.held", "job.cancelled", "job.expired"
    };

    private static UUID endpoint(OrganizationId organization, String[] eventTypes, String... channels) {
        UUID id = UUID.randomUUID();
        fixture.execute("""
                INSERT INTO webhook_endpoint (id, organization_id, url, description, event_types, channels, secret)
                VALUES ($1, $2, 'https://example.test', '', $3, nullif($4::text[], '{}'), 'whsec_dGVzdA==')
                """, id, organization.value(), eventTypes, channels);
        return id;
    }

    private static UUID endpoint() {
        return endpoint(fixture.organization, ALL);
    }

    /** The payloads of the jobs that tell of this one, the oldest first. */
    private static List<JsonObject> told(JobId job) {
        return fixture
                .query("SELECT payload FROM job WHERE type = 'event' AND tags->>'job' = $1 ORDER BY id", job.toString())
                .stream()
                .map(row -> row.getJsonObject(0))
                .toList();
    }

    private static List<String> types(JobId job) {
        return told(job).stream().map(payload -> payload.getString("type")).toList();
    }

    @Test
    void withoutAnEndpointNothingFollows() {
        assertEquals(List.of(), types(finished(JobState.SUCCEEDED)));
    }

    @Test
    void theEndOfAJobIsToldAsTheJobWasThen() {
        UUID endpoint = endpoint();
        JobId job = finished(JobState.SUCCEEDED);

        JsonObject told = told(job).getFirst();
        assertEquals(1, told(job).size());
        assertEquals(endpoint.toString(), told.getString("endpoint_id"));
        assertEquals("job.succeeded", told.getString("type"));
        JsonObject data = told.getJsonObject("data");
        assertEquals(job.toString(), data.getString("id"));
        assertEquals("succeeded", data.getString("state"));
        assertEquals("email", data.getString("channel"));
        assertEquals("normal", data.getString("priority"));
        assertEquals(new JsonObject(), data.getJsonObject("tags"));
        assertEquals(1, data.getInteger("attempts"));
        assertEquals(
                await(new JobReader(fixture.pool).find(fixture.organization, job))
                        .orElseThrow()
                        .finishedAt(),
                Instant.parse(data.getString("finished_at")));
        assertEquals(data.getString("finished_at"), told.getString("timestamp"));
        assertTrue(data.containsKey("last_error"));
    }

    @Test
    void whatTellsIsAJobLikeOthersAndIsReadable() {
        endpoint();
        JobId job = finished(JobState.SUCCEEDED);

        Row row = fixture.query("""
                SELECT id, channel, shard, state::text, backlogged_at IS NOT NULL AS waits, timeline_states::text[] FROM job
                WHERE type = 'event' AND tags->>'job' = $1
                """, job.toString()).getFirst();
        JobId event = new JobId(row.getUUID("id"));
        assertEquals(7, event.value().version());
        assertTrue(row.getBoolean("waits"));
        assertTrue(Duration.between(event.createdAt(), Instant.now()).abs().compareTo(Duration.ofMinutes(1)) < 0);
        ClaimedJob claimed = fixture.claim(worker, event);
        EventMessage message = (EventMessage) claimed.message();
        assertEquals("job.succeeded", message.type());

        settle(claimed, JobState.SUCCEEDED);

        assertEquals(List.of(), types(event), "an event makes no events");
    }

    @Test
    void everyMoveThatIsAskedForIsTold() {
        endpoint();
        JobId job = fixture.accept(fixture.email());
        settle(fixture.claim(worker, job), JobState.RETRYING);
        await(fixture.store.promote(10, 10, Set.of()));
        settle(fixture.claim(worker, job), JobState.FAILED);
        JobControl control = new JobControl(fixture.pool);
        await(control.retry(fixture.organization, job));
        await(control.cancel(fixture.organization, job));
        assertEquals(List.of("job.retrying", "job.failed", "job.cancelled"), types(job));

        JobId late = fixture.accept(
                fixture.job(StoreFixture.email("Late"), null, Instant.now().plusSeconds(3600)));
        fixture.execute("UPDATE job SET expires_at = now() - interval '1 hour' WHERE id = $1", late.value());
        await(fixture.store.claim(worker, List.of(late)));
        assertEquals(List.of("job.expired"), types(late));

        WorkerId dead = fixture.worker();
        JobId poison = fixture.accept(fixture.email());
        fixture.claim(dead, poison);
        fixture.expire(dead);
        await(new JobRescue(fixture.pool).rescue(10, 1, java.util.Set.of()));
        assertEquals(List.of("job.held"), types(poison));
    }

    @Test
    void onlyWhoAskedForItIsTold() {
        endpoint(fixture.organization, new String[] {"job.failed"});
        endpoint(fixture.organization, ALL, "webhook");
        endpoint(new OrganizationId(anotherOrganization()), ALL);
        UUID disabled = endpoint();
        fixture.execute("UPDATE webhook_endpoint SET disabled_at = now() WHERE id = $1", disabled);
        assertEquals(List.of(), types(finished(JobState.SUCCEEDED)));

        UUID first = endpoint(fixture.organization, new String[] {"job.succeeded"}, "email");
        UUID second = endpoint();
        assertEquals(
                Set.of(first.toString(), second.toString()),
                Set.copyOf(told(finished(JobState.SUCCEEDED)).stream()
                        .map(payload -> payload.getString("endpoint_id"))
                        .toList()));
    }

    private static UUID anotherOrganization() {
        UUID id = UUID.randomUUID();
        fixture.execute(
                "INSERT INTO organization (id, name, webhook_secret) VALUES ($1, 'Other', 'whsec_dGVzdA==')", id);
        return id;
    }

    @Test
    void whatChangesAJobWithoutMovingItIsNotTold() {
        endpoint();
        JobId job = fixture.accept(fixture.email());
        ClaimedJob claimed = fixture.claim(worker, job);
        settle(claimed, JobState.SUCCEEDED);
        settle(claimed, JobState.SUCCEEDED);
        fixture.execute("UPDATE job SET tags = '{\"a\": \"b\"}' WHERE id = $1", job.value());

        assertEquals(List.of("job.succeeded"), types(job));
    }

    @Test
    void aMoveThatIsRolledBackIsNotTold() {
        endpoint();
        JobId job = fixture.accept(fixture.email());

        Uni<Void> moved = fixture.pool.withTransaction(transaction -> transaction
                .preparedQuery(JobControl.CANCEL)
                .execute(io.vertx.mutiny.sqlclient.Tuple.of(job.value(), fixture.organization.value()))
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("rolled back"))));
        assertTrue(await(moved.onFailure().recoverWithNull().replaceWith(true)));

        assertEquals(JobState.QUEUED, fixture.state(job));
        assertEquals(List.of(), types(job));
    }

    @Test
    void ofTwoWhoEndAJobAtOnceOneIsTold() {
        endpoint();
        JobControl control = new JobControl(fixture.pool);
        List<JobId> jobs = new ArrayList<>();
        List<Uni<Boolean>> races = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            JobId job = fixture.accept(fixture.email());
            jobs.add(job);
            ClaimedJob claimed = fixture.claim(worker, job);
            fixture.execute("UPDATE job SET state = 'held', enqueued_at = NULL WHERE id = $1", job.value());
            races.add(control.cancel(fixture.organization, job).replaceWith(true));
            races.add(fixture.store
                    .settle("worker-of-test", List.of(StoreFixture.settlement(claimed, JobState.SUCCEEDED)))
                    .replaceWith(true));
        }
        await(Uni.join().all(races).andFailFast());

        for (JobId job : jobs) {
            assertEquals(List.of("job." + fixture.state(job).wireName()), types(job));
        }
    }

    @Test
    void claimsStayHeapOnlyWithAnEndpoint() {
        endpoint();
        List<JobId> jobs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            jobs.add(fixture.accept(fixture.email()));
        }
        long before = heapOnly();
        await(fixture.store.claim(worker, jobs));

        assertTrue(heapOnly() - before >= 15, "most find room in their page");
    }

    private static long heapOnly() {
        return fixture.query("""
                        SELECT coalesce(sum(pg_stat_get_tuples_hot_updated(relid) + pg_stat_get_xact_tuples_hot_updated(relid)), 0)
                               ::bigint
                        FROM (SELECT inhrelid AS relid, pg_stat_force_next_flush() FROM pg_inherits
                              WHERE inhparent = 'job'::regclass) AS partitions
                        """).getFirst().getLong(0);
    }

    @Test
    void anEndpointsOwnAttemptsAndRetriesAreItsEvents() {
        UUID endpoint = endpoint();
        assertEquals(12, told(finished(JobState.SUCCEEDED), "max_attempts"));
        fixture.execute(
                "UPDATE webhook_endpoint SET max_attempts = 3, retry = '{\"schedule\": [\"PT10S\"]}' WHERE id = $1",
                endpoint);
        JobId job = finished(JobState.SUCCEEDED);

        assertEquals(3, told(job, "max_attempts"));
        JobId event =
                new JobId(fixture.query("SELECT id FROM job WHERE type = 'event' AND tags->>'job' = $1", job.toString())
                        .getFirst()
                        .getUUID(0));
        assertEquals(
                new RetryChoice(new Backoff.Schedule(List.of(Duration.ofSeconds(10))), null, null),
                fixture.claim(worker, event).retry());
    }

    private static int told(JobId job, String column) {
        return fixture.query(
                        "SELECT " + column + "::integer FROM job WHERE type = 'event' AND tags->>'job' = $1",
                        job.toString())
                .getFirst()
                .getInteger(0);
    }
}
