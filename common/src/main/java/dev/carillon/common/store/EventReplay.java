package dev.carillon.common.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Tells endpoints once more of what became of jobs, batch by batch. Where a batch ended is kept with it in one statement, so that a
 * replay goes on wherever it was interrupted, and by whichever worker. Many workers may do it at once: each takes another replay.
 */
@Singleton
public class EventReplay {

    // What became of a job is read from its timeline, so that no event has to be kept for it. Events are jobs as well:
    // an
    // endpoint took an event when such a job says so.
    static final String STEP = """
            WITH turn AS MATERIALIZED (
                SELECT id, endpoint_id, organization_id, since, until, position, missed_only FROM webhook_replay
                WHERE finished_at IS NULL ORDER BY stepped_at LIMIT 1 FOR UPDATE SKIP LOCKED),
            seen AS MATERIALIZED (
                SELECT later.* FROM turn,
                     LATERAL (SELECT * FROM job
                              WHERE job.organization_id = turn.organization_id AND job.id > turn.position
                                AND job.id < first_job_id(turn.until + interval '1 millisecond')
                              ORDER BY job.id LIMIT $1) AS later),
            moment AS (
                SELECT seen::job AS job, entry.place::integer AS place, entry.state, entry.at
                FROM turn, seen,
                     unnest(seen.timeline_states, seen.timeline_times) WITH ORDINALITY AS entry (state, at, place)
                WHERE entry.at >= turn.since AND entry.at < turn.until AND seen.type <> 'event'),
            told AS (
                INSERT INTO job (id, organization_id, type, channel, priority, shard, state, max_attempts, retry, created_at,
                                 backlogged_at, tags, payload, timeline_states, timeline_times)
                SELECT new_job_id(), (job).organization_id, 'event', 'event', 2, (job).shard, 'queued', endpoint.max_attempts,
                       endpoint.retry, now(), now(),
                       jsonb_build_object('endpoint', endpoint.id, 'job', (job).id, 'replay', turn.id),
                       job_event(job_at(job, place), endpoint.id), ARRAY['queued'::job_state], ARRAY[now()]
                FROM turn
                     JOIN webhook_endpoint AS endpoint ON endpoint.id = turn.endpoint_id
                          AND endpoint.organization_id = turn.organization_id AND endpoint.disabled_at IS NULL
                     JOIN moment ON 'job.' || moment.state = ANY (endpoint.event_types)
                          AND (endpoint.channels IS NULL OR (job).channel = ANY (endpoint.channels))
                WHERE NOT turn.missed_only
                   OR NOT EXISTS (
                          SELECT FROM job AS event
                          WHERE event.tags @> jsonb_build_object('endpoint', endpoint.id, 'job', (moment.job).id)
                            AND event.organization_id = turn.organization_id
                            AND event.id > (moment.job).id
                            AND event.type = 'event'
                            AND event.state NOT IN ('failed', 'cancelled', 'expired', 'discarded')
                            AND event.payload->>'type' = 'job.' || moment.state
                            AND event.payload->>'timestamp' = wire_time(moment.at))
                ORDER BY (job).id, place
                RETURNING id)
            UPDATE webhook_replay AS replay
            SET position = coalesce((SELECT id FROM seen ORDER BY id DESC LIMIT 1), turn.position),
                stepped_at = clock_timestamp(),
                deliveries = deliveries + (SELECT count(*) FROM told),
                finished_at = CASE WHEN (SELECT count(*) FROM seen) < $1 THEN now() END
            FROM turn
            WHERE replay.id = turn.id
            """;

    static final String FORGET = """
            DELETE FROM webhook_replay WHERE id IN (
                SELECT id FROM webhook_replay WHERE finished_at < now() - $1::bigint * interval '1 second'
                ORDER BY finished_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            """;

    private final Pool pool;

    EventReplay(Pool pool) {
        this.pool = pool;
    }

    /** Takes the oldest replay that nobody works on {@code jobs} jobs further. Answers whether there was one. */
    public Uni<Boolean> step(int jobs) {
        return pool.preparedQuery(STEP).execute(Tuple.of(jobs)).map(rows -> rows.rowCount() > 0);
    }

    /** Forgets up to {@code limit} replays that ended longer ago than {@code keep}. Answers how many. */
    public Uni<Integer> forgetEnded(Duration keep, int limit) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(keep.toSeconds(), limit))
                .map(rows -> rows.rowCount());
    }
}
