package dev.carillon.common.store;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What people do to jobs. Each act is one statement that moves the job only from a state that allows it. */
@Singleton
public class JobControl {

    static final String CANCEL = """
            UPDATE job
            SET state = 'cancelled', resting_state = 'cancelled', finished_at = now(), enqueued_at = NULL,
                backlogged_at = NULL, due_at = NULL,
                timeline_states = timeline_states || 'cancelled'::job_state, timeline_times = timeline_times || now()
            WHERE id = $1 AND organization_id = $2 AND state IN ('scheduled', 'queued', 'retrying', 'held')
            RETURNING
            """ + JobRow.COLUMNS;

    // The time budget of a job begins anew with its first attempt after a person's retry.
    //
    // A person's retry grants one more attempt where all are used up, and forgets the crashes that parked the job. One
    // that had
    // ended takes its dedupe key again; where another job has that by now, nothing happens.
    static final String RETRY = """
            WITH target AS MATERIALIZED (
                SELECT id, organization_id, dedupe_key FROM job
                WHERE id = $1 AND organization_id = $2 AND state IN ('retrying', 'held', 'failed', 'cancelled', 'expired')
                FOR UPDATE),
            keyed AS (
                INSERT INTO job_key AS taken (organization_id, kind, key, job_ids)
                SELECT organization_id, 'dedupe', dedupe_key, ARRAY[id] FROM target WHERE dedupe_key IS NOT NULL
                ON CONFLICT (organization_id, kind, key) DO UPDATE SET job_ids = taken.job_ids
                WHERE taken.job_ids = excluded.job_ids
                RETURNING key)
            UPDATE job
            SET state = 'queued', resting_state = NULL, finished_at = NULL, enqueued_at = now(), due_at = NULL, crashes = 0,
                started_at = NULL, snoozed_since = NULL,
                max_attempts = greatest(max_attempts, attempts + 1),
                expires_at = CASE WHEN expires_at > now() THEN expires_at END,
                timeline_states = timeline_states || 'queued'::job_state, timeline_times = timeline_times || now()
            WHERE id = $1 AND organization_id = $2
              AND EXISTS (SELECT FROM target WHERE dedupe_key IS NULL OR dedupe_key IN (SELECT key FROM keyed))
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
        return move(CANCEL, organization, id);
    }

    /**
     * Queues a job again, at once, that failed, was parked, cancelled or has expired, or waits for another attempt. What it
     * answers wants to be published. Empty when there is no such job, it is in a state that cannot be retried, or another job
     * has its dedupe key by now.
     */
    public Uni<Optional<Job>> retry(OrganizationId organization, JobId id) {
        return move(RETRY, organization, id);
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

    private Uni<Optional<Job>> move(String statement, OrganizationId organization, JobId id) {
        return pool.preparedQuery(statement)
                .execute(Tuple.of(id.value(), organization.value()))
                .map(rows -> {
                    var row = rows.iterator();
                    return row.hasNext() ? Optional.of(JobRow.job(row.next())) : Optional.empty();
                });
    }
}
