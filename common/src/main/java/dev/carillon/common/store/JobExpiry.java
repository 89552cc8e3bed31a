package dev.carillon.common.store;

import dev.carillon.common.database.QueryTimer;
import dev.carillon.common.job.JobId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends queued jobs that have expired where nobody claims them: because they are paused, or stand far back in a line. Many workers may
 * do it at once: each gets other rows.
 */
@Singleton
public class JobExpiry {

    static final String EXPIRE = """
            WITH late AS MATERIALIZED (
                SELECT id FROM job
                WHERE expires_at <= now() AND finished_at IS NULL AND resting_state IS NULL AND state = 'queued'
                ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
            UPDATE job
            SET state = 'expired',
                enqueued_at = NULL,
                backlogged_at = NULL,
                finished_at = %1$s,
                resting_state = 'expired',
                timeline_states = timeline_states || 'expired'::job_state,
                timeline_times = timeline_times || %1$s
            FROM late
            WHERE job.id = late.id AND state = 'queued'
            RETURNING job.id
            """.formatted(ClaimStatement.MOMENT);

    private final Pool pool;
    private final QueryTimer timer;

    JobExpiry(Pool pool, QueryTimer timer) {
        this.pool = pool;
        this.timer = timer;
    }

    /** Ends up to {@code limit} jobs. Answers which. */
    public Uni<List<JobId>> expire(int limit) {
        return timer.time(
                "expire",
                "job",
                () -> pool.preparedQuery(EXPIRE).execute(Tuple.of(limit)).map(rows -> {
                    List<JobId> expired = new ArrayList<>(rows.rowCount());
                    rows.forEach(row -> expired.add(new JobId(row.getUUID("id"))));
                    return expired;
                }));
    }
}
