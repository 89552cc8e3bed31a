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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Gives queued jobs to one worker. A job that has expired is ended instead. */
@Singleton
class ClaimStatement {

    /** Takes the worker as {@code $1}; which jobs, a condition that follows says. */
    static final String MOVE = """
            UPDATE job
            SET state = verdict.next,
                fence = fence + 1,
                worker_id = CASE verdict.next WHEN 'running' THEN $1::uuid END,
                started_at = CASE verdict.next WHEN 'running' THEN coalesce(started_at, now()) ELSE started_at END,
                enqueued_at = CASE verdict.next WHEN 'running' THEN enqueued_at END,
                finished_at = CASE verdict.next WHEN 'expired' THEN now() END,
                resting_state = CASE verdict.next WHEN 'expired' THEN verdict.next END,
                timeline_states = timeline_states || verdict.next,
                timeline_times = timeline_times || now()
            FROM (VALUES ('running'::job_state), ('expired')) AS verdict (next)
            WHERE state = 'queued'
              AND verdict.next = CASE WHEN expires_at <= now() THEN 'expired' ELSE 'running' END::job_state
              AND (verdict.next = 'expired' OR NOT %s)
              AND EXISTS (SELECT FROM worker WHERE worker.id = $1 AND lease_expires_at > now())
            """.formatted(PauseStatement.PAUSED);

    /** What {@link #claim} reads. */
    static final String RETURNING = """
            RETURNING id, organization_id, type, channel, priority, fence, attempts, max_attempts, crashes,
                      payload::text AS payload, retry, state::text AS state, started_at, now() AS claimed_at,
                      (extract(epoch FROM now() - greatest(created_at, run_at)) * 1000000)::bigint AS age_us
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
            if (row.getString("state").equals("running")) {
                claimed.add(claimed(row));
            } else {
                expired.add(new JobId(row.getUUID("id")));
            }
        }
        return new Claim(claimed, expired);
    }

    private static ClaimedJob claimed(Row row) {
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
                Duration.ofNanos(Math.max(0, row.getLong("age_us") * 1_000)),
                row.getOffsetDateTime("claimed_at").toInstant(),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getString("payload"),
                JobRow.retry(row));
    }
}
