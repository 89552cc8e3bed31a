package dev.carillon.common.store;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobType;
import dev.carillon.common.job.Priority;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Gives queued jobs to one worker. A job that has expired is ended instead. */
@Singleton
class ClaimStatement {

    // now() is when the statement came in. What it sees may have been committed a moment later, while it was planned:
    // without
    // this, a job would now and then be started before it was queued.
    static final String MOMENT = "greatest(now(), timeline_times[cardinality(timeline_times)])";

    /**
     * Takes the worker as {@code $1}; which jobs, a condition that follows says. Mostly nothing at all is paused, which is found out
     * once a statement and not once a job.
     */
    static final String MOVE = """
            UPDATE job
            SET state = CASE WHEN %1$s THEN 'expired'::job_state ELSE 'running'::job_state END,
                fence = fence + 1,
                worker_id = CASE WHEN %1$s THEN NULL ELSE $1::uuid END,
                started_at = CASE WHEN %1$s THEN started_at ELSE coalesce(started_at, %3$s) END,
                enqueued_at = CASE WHEN %1$s THEN NULL ELSE enqueued_at END,
                backlogged_at = CASE WHEN %1$s THEN NULL ELSE backlogged_at END,
                finished_at = CASE WHEN %1$s THEN %3$s END,
                resting_state = CASE WHEN %1$s THEN 'expired'::job_state END,
                timeline_states = timeline_states || CASE WHEN %1$s THEN 'expired'::job_state ELSE 'running'::job_state END,
                timeline_times = timeline_times || %3$s
            WHERE state = 'queued'
              AND (%1$s OR (SELECT NOT EXISTS (SELECT FROM pause)) OR NOT %2$s)
              AND EXISTS (SELECT FROM worker WHERE worker.id = $1 AND lease_expires_at > now())
            """.formatted("expires_at <= now()", PauseStatement.PAUSED, MOMENT);

    /** What {@link #claim} reads. */
    static final String RETURNING = """
            RETURNING id, organization_id, type, channel, priority, fence, attempts, max_attempts, crashes,
                      payload::text AS payload, retry, state = 'running' AS running, started_at, now() AS claimed_at,
                      greatest(created_at, run_at) AS ready_at
            """;

    static final String CLAIM = MOVE + "AND id = ANY ($2::uuid[])\n" + RETURNING;

    private final Pool pool;

    ClaimStatement(Pool pool) {
        this.pool = pool;
    }

    Uni<Claim> execute(WorkerId worker, List<JobId> jobs) {
        // Ascending ids: two claims that overlap lock rows in one order.
        UUID[] ids = jobs.stream().sorted().map(JobId::value).toArray(UUID[]::new);
        return pool.preparedQuery(CLAIM).execute(Tuple.of(worker.value(), ids)).map(ClaimStatement::claim);
    }

    static Claim claim(RowSet<Row> rows) {
        List<ClaimedJob> claimed = new ArrayList<>(rows.rowCount());
        List<JobId> expired = new ArrayList<>();
        for (Row row : rows) {
            if (row.getBoolean("running")) {
                claimed.add(claimed(row));
            } else {
                expired.add(new JobId(row.getUUID("id")));
            }
        }
        return new Claim(claimed, expired);
    }

    private static ClaimedJob claimed(Row row) {
        OffsetDateTime claimedAt = row.getOffsetDateTime("claimed_at");
        Duration age = Duration.between(row.getOffsetDateTime("ready_at"), claimedAt);
        return new ClaimedJob(
                new JobId(row.getUUID("id")),
                new OrganizationId(row.getUUID("organization_id")),
                JobType.of(row.getString("type")),
                Channel.of(row.getString("channel")),
                Priority.ofCode(row.getShort("priority")),
                row.getInteger("fence"),
                row.getShort("attempts"),
                row.getShort("max_attempts"),
                row.getShort("crashes"),
                age.isNegative() ? Duration.ZERO : age,
                claimedAt.toInstant(),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getString("payload"),
                JobRow.retry(row));
    }
}
