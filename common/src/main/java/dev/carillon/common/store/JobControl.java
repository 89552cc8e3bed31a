package dev.carillon.common.store;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What people do to jobs. Each act is one statement for any number of jobs; it moves those that are in a state which allows it.
 * Rows are locked by ascending ids, so that two acts do not wait for each other.
 */
@Singleton
public class JobControl {

    private static final String TARGET = """
            WITH target AS MATERIALIZED (
                SELECT id, organization_id, dedupe_key, finished_at FROM job
                WHERE id = ANY ($1::uuid[]) AND organization_id = $2 AND state = ANY ($3::text[]::job_state[])
                ORDER BY id FOR UPDATE)
            """;

    static final String CANCEL = TARGET + """
            UPDATE job
            SET state = 'cancelled', resting_state = 'cancelled', finished_at = now(), enqueued_at = NULL,
                backlogged_at = NULL, due_at = NULL,
                timeline_states = timeline_states || 'cancelled'::job_state, timeline_times = timeline_times || now()
            WHERE id = ANY ($1::uuid[]) AND id IN (SELECT id FROM target)
            RETURNING
            """ + JobRow.COLUMNS;

    // The time budget of a job begins anew with its first attempt after a person's retry.
    //
    // A person's retry grants one more attempt where all are used up, and forgets the crashes that parked the job. One
    // that had ended takes its dedupe key again (an unfinished one has it still); where another job has that by now,
    // nothing happens. Keys are taken in ascending order, as by those who accept jobs.
    static final String RETRY = TARGET + """
            , keyed AS (
                INSERT INTO job_key (organization_id, kind, key, job_ids)
                SELECT organization_id, 'dedupe', dedupe_key, ARRAY[id]
                FROM (SELECT DISTINCT ON (dedupe_key) organization_id, dedupe_key, id FROM target
                      WHERE dedupe_key IS NOT NULL AND finished_at IS NOT NULL
                      ORDER BY dedupe_key, id DESC) AS wanted
                ORDER BY dedupe_key
                ON CONFLICT (organization_id, kind, key) DO NOTHING
                RETURNING job_ids[1] AS id)
            UPDATE job
            SET state = 'queued', resting_state = NULL, finished_at = NULL, due_at = NULL, crashes = 0,
                started_at = NULL, snoozed_since = NULL,
                enqueued_at = CASE WHEN NOT $4::boolean THEN now() END, backlogged_at = CASE WHEN $4 THEN now() END,
                max_attempts = greatest(max_attempts, attempts + 1),
                expires_at = CASE WHEN expires_at > now() THEN expires_at END,
                timeline_states = timeline_states || 'queued'::job_state, timeline_times = timeline_times || now()
            WHERE id = ANY ($1::uuid[])
              AND id IN (SELECT id FROM target WHERE dedupe_key IS NULL OR finished_at IS NULL
                         UNION ALL SELECT id FROM keyed)
            RETURNING
            """ + JobRow.COLUMNS;

    // A held job ends by this, and frees its dedupe key; the others have ended before.
    static final String DISCARD = TARGET + """
            UPDATE job
            SET state = 'discarded', resting_state = 'discarded', finished_at = coalesce(job.finished_at, now()),
                timeline_states = timeline_states || 'discarded'::job_state, timeline_times = timeline_times || now()
            WHERE id = ANY ($1::uuid[]) AND id IN (SELECT id FROM target)
            RETURNING
            """ + JobRow.COLUMNS;

    static final String KEY_HOLDER = """
            SELECT job_ids[1] AS holder
            FROM job JOIN job_key ON job_key.organization_id = job.organization_id AND kind = 'dedupe' AND key = dedupe_key
            WHERE job.id = $1 AND job.organization_id = $2 AND job_ids[1] <> job.id
            """;

    private final Pool pool;

    JobControl(Pool pool) {
        this.pool = pool;
    }

    /**
     * Withdraws a job that has not been started, or waits for another attempt. Empty when there is no such job, or it is in a
     * state that cannot be cancelled.
     */
    public Uni<Optional<Job>> cancel(OrganizationId organization, JobId id) {
        return one(JobAction.CANCEL, organization, id);
    }

    /**
     * Queues a job again, at once, that failed, was parked, cancelled or discarded, has expired, or waits for another attempt.
     * What it answers wants to be published. Empty when there is no such job, it is in a state that cannot be retried, or
     * another job has its dedupe key by now.
     */
    public Uni<Optional<Job>> retry(OrganizationId organization, JobId id) {
        return one(JobAction.RETRY, organization, id);
    }

    /**
     * Takes a job out of the dead letters that failed, was parked or cancelled, or has expired. Empty when there is no such job,
     * or it is in a state that cannot be discarded.
     */
    public Uni<Optional<Job>> discard(OrganizationId organization, JobId id) {
        return one(JobAction.DISCARD, organization, id);
    }

    /**
     * Does it to those of the organization's jobs that are in one of these states, and answers them. Retried ones go to the
     * backlog, where workers find them in fair turns.
     *
     * @param from states; those that the action does not move jobs from are ignored
     */
    public Uni<List<Job>> act(
            SqlConnection transaction, JobAction action, OrganizationId organization, Set<JobState> from, UUID[] jobs) {
        return act(transaction, action, organization, from, jobs, true);
    }

    private static Uni<List<Job>> act(
            SqlClient client,
            JobAction action,
            OrganizationId organization,
            Set<JobState> from,
            UUID[] jobs,
            boolean backlogged) {
        String[] states = from.stream()
                .filter(action.from()::contains)
                .map(JobState::wireName)
                .toArray(String[]::new);
        Tuple values = Tuple.of(jobs, organization.value(), states);
        Uni<RowSet<Row>> result = switch (action) {
            case CANCEL -> client.preparedQuery(CANCEL).execute(values);
            case RETRY -> client.preparedQuery(RETRY).execute(values.addBoolean(backlogged));
            case DISCARD -> client.preparedQuery(DISCARD).execute(values);
        };
        return result.map(rows -> {
            List<Job> moved = new ArrayList<>(rows.rowCount());
            rows.forEach(row -> moved.add(JobRow.job(row)));
            return moved;
        });
    }

    /** The other unfinished job that has this job's dedupe key; empty when there is none. */
    public Uni<Optional<JobId>> keyHolder(OrganizationId organization, JobId id) {
        return pool.preparedQuery(KEY_HOLDER)
                .execute(Tuple.of(id.value(), organization.value()))
                .map(rows -> {
                    var row = rows.iterator();
                    return row.hasNext() ? Optional.of(new JobId(row.next().getUUID("holder"))) : Optional.empty();
                });
    }

    private Uni<Optional<Job>> one(JobAction action, OrganizationId organization, JobId id) {
        return act(pool, action, organization, action.from(), new UUID[] {id.value()}, false)
                .map(moved -> moved.stream().findFirst());
    }
}
