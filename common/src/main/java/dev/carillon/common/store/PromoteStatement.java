package dev.carillon.common.store;

import dev.carillon.common.job.JobId;
import dev.carillon.common.job.Priority;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Queues scheduled and retrying jobs that have become due. Many workers may do it at once: each gets other rows. */
@Singleton
class PromoteStatement {

    static final String PROMOTE = """
            WITH due AS MATERIALIZED (
                SELECT id FROM job WHERE due_at <= now() ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
            UPDATE job
            SET state = 'queued',
                enqueued_at = now(),
                due_at = NULL,
                timeline_states = timeline_states || 'queued'::job_state,
                timeline_times = timeline_times || now()
            FROM due
            WHERE job.id = due.id
            RETURNING job.id, shard, priority
            """;

    private final Pool pool;

    PromoteStatement(Pool pool) {
        this.pool = pool;
    }

    Uni<List<ReadyJob>> execute(int limit) {
        return pool.preparedQuery(PROMOTE).execute(Tuple.of(limit)).map(PromoteStatement::ready);
    }

    static List<ReadyJob> ready(RowSet<Row> rows) {
        List<ReadyJob> ready = new ArrayList<>(rows.rowCount());
        for (Row row : rows) {
            ready.add(new ReadyJob(
                    new JobId(row.getUUID("id")), row.getShort("shard"), Priority.ofCode(row.getShort("priority"))));
        }
        return ready;
    }
}
