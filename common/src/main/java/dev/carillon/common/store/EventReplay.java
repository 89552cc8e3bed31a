package dev.carillon.common.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/**
 * Tells endpoints once more of jobs that have ended, batch by batch. Where a batch ended is kept with it in one statement, so that a
 * replay goes on wherever it was interrupted, and by whichever worker. Many workers may do it at once: each takes another replay.
 */
@Singleton
public class EventReplay {

    static final String STEP = """
            WITH turn AS MATERIALIZED (
                SELECT id, endpoint_id, organization_id, since, until, position FROM webhook_replay
                WHERE finished_at IS NULL ORDER BY stepped_at LIMIT 1 FOR UPDATE SKIP LOCKED),
            seen AS MATERIALIZED (
                SELECT ended.* FROM turn,
                     LATERAL (SELECT * FROM job
                              WHERE job.organization_id = turn.organization_id AND job.id > turn.position
                                AND job.id < first_job_id(turn.until + interval '1 millisecond')
                              ORDER BY job.id LIMIT $1) AS ended),
            told AS (
                INSERT INTO job (id, organization_id, type, channel, priority, shard, state, max_attempts, created_at,
                                 backlogged_at, tags, payload, timeline_states, timeline_times)
                SELECT new_job_id(), seen.organization_id, 'event', 'event', 2, seen.shard, 'queued', 12, now(), now(),
                       jsonb_build_object('endpoint', endpoint.id, 'job', seen.id, 'replay', turn.id),
                       job_event(seen::job, endpoint.id), ARRAY['queued'::job_state], ARRAY[now()]
                FROM turn
                     JOIN webhook_endpoint AS endpoint ON endpoint.id = turn.endpoint_id
                          AND endpoint.organization_id = turn.organization_id AND endpoint.disabled_at IS NULL
                     JOIN seen ON seen.finished_at >= turn.since AND seen.finished_at < turn.until
                WHERE seen.type <> 'event'
                  AND 'job.' || seen.state = ANY (endpoint.event_types)
                  AND (endpoint.channels IS NULL OR seen.channel = ANY (endpoint.channels))
                RETURNING id)
            UPDATE webhook_replay AS replay
            SET position = coalesce((SELECT id FROM seen ORDER BY id DESC LIMIT 1), turn.position),
                stepped_at = clock_timestamp(),
                deliveries = deliveries + (SELECT count(*) FROM told),
                finished_at = CASE WHEN (SELECT count(*) FROM seen) < $1 THEN now() END
            FROM turn
            WHERE replay.id = turn.id
            """;

    private final Pool pool;

    EventReplay(Pool pool) {
        this.pool = pool;
    }

    /** Takes the oldest replay that nobody works on {@code jobs} jobs further. Answers whether there was one. */
    public Uni<Boolean> step(int jobs) {
        return pool.preparedQuery(STEP).execute(Tuple.of(jobs)).map(rows -> rows.rowCount() > 0);
    }
}
