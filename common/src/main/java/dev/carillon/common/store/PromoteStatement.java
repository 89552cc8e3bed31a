package dev.carillon.common.store;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.Priority;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Queues scheduled and retrying jobs that have become due, and ends those that have expired by then. Many workers may do it at once: each gets other rows. */
@Singleton
class PromoteStatement {

    // A job is due when it expires at the latest (see settle): one that has is ended here, so that it does not wait for
    // a
    // worker's claim, nor for the end of a pause.
    static final String PROMOTE = """
            WITH due AS MATERIALIZED (
                SELECT id, organization_id, coalesce(expires_at <= now(), false) AS late
                FROM job WHERE due_at <= now() ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED),
            sorted AS (
                SELECT id, CASE WHEN late THEN 'expired'
                                WHEN organization_id = ANY ($2::uuid[])
                                  OR row_number() OVER (PARTITION BY organization_id, late) > $3 THEN 'backlog'
                                ELSE 'stream' END AS way
                FROM due)
            UPDATE job
            SET state = verdict.next,
                enqueued_at = CASE way WHEN 'stream' THEN now() END,
                backlogged_at = CASE way WHEN 'backlog' THEN now() END,
                due_at = NULL,
                finished_at = CASE verdict.next WHEN 'expired' THEN now() END,
                resting_state = CASE verdict.next WHEN 'expired' THEN verdict.next END,
                timeline_states = timeline_states || verdict.next,
                timeline_times = timeline_times || now()
            FROM sorted, (VALUES ('queued'::job_state), ('expired')) AS verdict (next)
            WHERE job.id = sorted.id
              AND verdict.next = CASE way WHEN 'expired' THEN 'expired' ELSE 'queued' END::job_state
            RETURNING job.id, job.organization_id, priority, way
            """;

    private final Pool pool;

    PromoteStatement(Pool pool) {
        this.pool = pool;
    }

    Uni<Promotion> execute(int limit, int share, Set<OrganizationId> backlogged) {
        UUID[] full = backlogged.stream().map(OrganizationId::value).toArray(UUID[]::new);
        return pool.preparedQuery(PROMOTE).execute(Tuple.of(limit, full, share)).map(rows -> {
            List<JobId> queued = new ArrayList<>(rows.rowCount());
            List<JobId> expired = new ArrayList<>();
            List<ReadyJob> ready = new ArrayList<>(rows.rowCount());
            for (Row row : rows) {
                JobId id = new JobId(row.getUUID("id"));
                String way = row.getString("way");
                (way.equals("expired") ? expired : queued).add(id);
                if (way.equals("stream")) {
                    ready.add(new ReadyJob(
                            id,
                            new OrganizationId(row.getUUID("organization_id")),
                            Priority.ofCode(row.getShort("priority"))));
                }
            }
            return new Promotion(queued, expired, ready);
        });
    }
}
