package dev.carillon.common.bulk;

import static dev.carillon.common.store.StoreFixture.await;

import dev.carillon.common.identity.Actor;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.store.IdempotencyKey;
import dev.carillon.common.store.JobAction;
import dev.carillon.common.store.JobFilter;
import dev.carillon.common.store.StoreFixture;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Words to speak about bulk operations, on a database of a test's own. */
final class BulkFixture implements AutoCloseable {

    static final BulkSteps.Pace FAST = new BulkSteps.Pace(50, 1_000, 1_000_000);

    final StoreFixture store;
    final BulkOperations operations;
    final BulkSteps steps;

    BulkFixture(String name) {
        store = new StoreFixture(name);
        operations = new BulkOperations(store.pool);
        steps = new BulkSteps(store.pool, store.control());
    }

    void clear() {
        store.execute("TRUNCATE job, job_key, job_count, job_count_change, bulk_operation, worker");
        store.execute("UPDATE bulk_pace SET free_at = now()");
    }

    /** So many jobs in a state, oldest first. */
    List<JobId> jobs(int count, JobState state) {
        return jobs(store.organization, count, state, Map.of());
    }

    List<JobId> jobs(OrganizationId organization, int count, JobState state, Map<String, String> tags) {
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(store.ids.next());
        }
        store.execute(
                """
                INSERT INTO job (id, organization_id, type, channel, priority, shard, state, max_attempts, created_at, payload,
                                 tags, enqueued_at, due_at, finished_at, resting_state, timeline_states, timeline_times)
                SELECT id, $2, 'email', 'email', 1, 0, $3::text::job_state, 3, now(), '{}', nullif($4::jsonb, '{}'),
                       CASE WHEN $3 IN ('queued', 'running') THEN now() END,
                       CASE WHEN $3 IN ('scheduled', 'retrying') THEN now() + interval '1 day' END,
                       CASE WHEN $3 IN ('succeeded', 'failed', 'cancelled', 'expired', 'discarded') THEN now() END,
                       CASE WHEN $3 IN ('held', 'failed', 'cancelled', 'expired', 'discarded') THEN $3::job_state END,
                       ARRAY[$3::job_state], ARRAY[now()]
                FROM unnest($1::uuid[]) AS n (id)
                """,
                ids.stream().map(JobId::value).toArray(UUID[]::new),
                organization.value(),
                state.wireName(),
                new JsonObject(new HashMap<>(tags)));
        return ids;
    }

    NewBulkOperation order(JobAction action, JobFilter filter) {
        return order(store.organization, action, filter, null);
    }

    NewBulkOperation order(
            OrganizationId organization, JobAction action, JobFilter filter, @Nullable IdempotencyKey key) {
        return new NewBulkOperation(
                new BulkOperationId(store.ids.next().value()),
                organization,
                action,
                filter,
                new Actor(Actor.Kind.API_KEY, UUID.randomUUID()),
                Instant.now(),
                key);
    }

    static IdempotencyKey key(String key, String body) {
        return new IdempotencyKey(key, body.getBytes(StandardCharsets.UTF_8));
    }

    BulkRequest request(NewBulkOperation order) {
        return await(operations.create(order, await(operations.count(order)), 3));
    }

    BulkOperationId create(JobAction action, JobFilter filter) {
        return created(order(action, filter));
    }

    BulkOperationId created(NewBulkOperation order) {
        return ((BulkRequest.Created) request(order)).operation().id();
    }

    BulkOperation operation(BulkOperationId id) {
        return await(operations.find(store.organization, id)).orElseThrow();
    }

    /** Takes steps until there is none to take at once. Answers how many were taken. */
    int run(BulkSteps.Pace pace) {
        int taken = 0;
        while (await(steps.take(pace)) instanceof BulkStep.Taken step) {
            taken++;
            if (!step.again()) {
                break;
            }
        }
        return taken;
    }

    static JobFilter in(@Nullable JobState state) {
        return new JobFilter(state, null, null, Map.of(), null, null);
    }

    static JobFilter tagged(Map<String, String> tags) {
        return new JobFilter(null, null, null, tags, null, null);
    }

    long count(JobState state) {
        return store.query("SELECT count(*) FROM job WHERE state = $1::text::job_state", state.wireName())
                .getFirst()
                .getLong(0);
    }

    @Override
    public void close() {
        store.close();
    }
}
