package dev.carillon.common.store;

import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes back jobs whose worker is gone. Many workers may do it at once: each gets other rows. */
@Singleton
public class JobRescue {

    private static final String ABANDONED = """
            SELECT EXISTS (SELECT FROM worker WHERE lease_expires_at <= now()) AS abandoned
            """;

    // The attempt's own record says that nobody knows how it ended. The fence stays: a late success still counts until
    // somebody claims the job again.
    static final String RESCUE = """
            WITH of_streams AS MATERIALIZED (
                SELECT id, worker_id, timeline_times[cardinality(timeline_times)] AS claimed_at FROM job
                WHERE enqueued_at IS NOT NULL
                  AND state = 'running'
                  AND NOT EXISTS (SELECT FROM worker WHERE worker.id = job.worker_id AND lease_expires_at > now())
                LIMIT $1
                FOR UPDATE SKIP LOCKED),
            of_backlog AS MATERIALIZED (
                SELECT id, worker_id, timeline_times[cardinality(timeline_times)] AS claimed_at FROM job
                WHERE backlogged_at IS NOT NULL
                  AND state = 'running'
                  AND NOT EXISTS (SELECT FROM worker WHERE worker.id = job.worker_id AND lease_expires_at > now())
                LIMIT $1
                FOR UPDATE SKIP LOCKED),
            lost AS (SELECT * FROM of_streams UNION ALL SELECT * FROM of_backlog),
            rescued AS (
                UPDATE job
                SET state = verdict.next,
                    crashes = crashes + 1,
                    snoozed_since = NULL,
                    worker_id = NULL,
                    enqueued_at = NULL,
                    backlogged_at = CASE verdict.next WHEN 'queued' THEN now() END,
                    resting_state = CASE verdict.next WHEN 'held' THEN verdict.next END,
                    last_error = CASE
                        WHEN verdict.next <> 'held' THEN last_error
                        WHEN crashes + 1 >= $2 THEN 'Parked: ' || (crashes + 1) || ' workers in a row died or lost their lease while they '
                            || 'delivered this job. Look at its attempts, then retry or cancel it.'
                        ELSE 'Held: its worker died or lost its lease before it could report, so the message may or may not have '
                            || 'been sent, and channel ' || channel || ' does not send twice by itself. Find out on the '
                            || 'recipient''s side whether it arrived: cancel the job if it did, retry it if it did not.' END,
                    timeline_states = timeline_states || verdict.next,
                    timeline_times = timeline_times || now()
                FROM lost, (VALUES ('queued'::job_state), ('held')) AS verdict (next)
                WHERE job.id = lost.id
                  AND verdict.next = CASE WHEN crashes + 1 >= $2 OR channel = ANY ($3::text[]) THEN 'held' ELSE 'queued' END::job_state
                RETURNING job.id, job.fence, job.channel, job.state, lost.worker_id, lost.claimed_at),
            recorded AS (
                INSERT INTO job_attempt (job_id, number, started_at, finished_at, outcome, error, provider, worker)
                SELECT rescued.id, fence, claimed_at, now(), 'unknown',
                       'The worker died or lost its lease before it could report. The message may or may not have been sent.',
                       channel, coalesce(worker.name, worker_id::text, '')
                FROM rescued LEFT JOIN worker ON worker.id = rescued.worker_id
                ON CONFLICT DO NOTHING)
            SELECT id, state::text AS state FROM rescued
            """;

    static final String FORGET_DEAD = """
            DELETE FROM worker WHERE lease_expires_at <= now()
              AND NOT EXISTS (SELECT FROM job WHERE enqueued_at IS NOT NULL AND state = 'running' AND worker_id = worker.id)
              AND NOT EXISTS (SELECT FROM job WHERE backlogged_at IS NOT NULL AND state = 'running' AND worker_id = worker.id)
            """;

    private final Pool pool;

    JobRescue(Pool pool) {
        this.pool = pool;
    }

    /**
     * What a rescue did.
     *
     * @param queued jobs that are in the backlog now
     * @param held jobs that were parked
     */
    public record Rescued(List<JobId> queued, List<JobId> held) {

        public Rescued {
            queued = List.copyOf(queued);
            held = List.copyOf(held);
        }

        /** How many jobs were taken back in all. */
        public int total() {
            return queued.size() + held.size();
        }
    }

    /** Whether a worker's lease has run out, so that it is worth to look for its jobs. */
    public Uni<Boolean> isNeeded() {
        return pool.preparedQuery(ABANDONED)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("abandoned"));
    }

    /**
     * Takes back up to {@code limit} jobs.
     *
     * @param mostCrashes a job is parked when so many deliveries in a row were never settled
     * @param held channels whose jobs are parked at once, because a person decides whether they are sent again
     */
    public Uni<Rescued> rescue(int limit, int mostCrashes, Set<Channel> held) {
        String[] channels = held.stream().map(Channel::wireName).toArray(String[]::new);
        return pool.preparedQuery(RESCUE)
                .execute(Tuple.of(limit, mostCrashes, channels))
                .map(rows -> {
                    List<JobId> queued = new ArrayList<>(rows.rowCount());
                    List<JobId> parked = new ArrayList<>();
                    for (Row row : rows) {
                        (row.getString("state").equals("held") ? parked : queued).add(new JobId(row.getUUID("id")));
                    }
                    return new Rescued(queued, parked);
                });
    }

    /** Forgets workers whose lease has run out and that hold no job any more. */
    public Uni<Void> forgetDeadWorkers() {
        return pool.preparedQuery(FORGET_DEAD).execute().replaceWithVoid();
    }
}
