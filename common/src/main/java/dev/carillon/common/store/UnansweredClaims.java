package dev.carillon.common.store;

import dev.carillon.common.job.JobId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Gives back jobs that were claimed by a statement whose answer never came, because the connection broke after the commit: their
 * worker lives and does not know that it has them.
 */
@Singleton
public class UnansweredClaims {

    static final String RELEASE = """
            WITH unknown_to_worker AS MATERIALIZED (
                SELECT id FROM job
                WHERE enqueued_at IS NOT NULL AND state = 'running' AND worker_id = $1
                  AND timeline_times[cardinality(timeline_times)] < now() - $3::bigint * interval '1 millisecond'
                UNION ALL
                SELECT id FROM job
                WHERE backlogged_at IS NOT NULL AND state = 'running' AND worker_id = $1
                  AND timeline_times[cardinality(timeline_times)] < now() - $3::bigint * interval '1 millisecond')
            UPDATE job
            SET state = 'queued',
                worker_id = NULL,
                enqueued_at = NULL,
                backlogged_at = now(),
                timeline_states = timeline_states || 'queued'::job_state,
                timeline_times = timeline_times || now()
            WHERE id = ANY (ARRAY(SELECT id FROM unknown_to_worker EXCEPT SELECT unnest($2::uuid[])))
              AND state = 'running' AND worker_id = $1
            RETURNING id
            """;

    private final Pool pool;

    UnansweredClaims(Pool pool) {
        this.pool = pool;
    }

    /**
     * Puts jobs of the worker that it does not know of into the backlog. Answers which.
     *
     * @param known what the worker works on
     * @param age only jobs that were claimed longer ago: claims under way may yet be answered
     */
    public Uni<List<JobId>> release(WorkerId worker, Collection<JobId> known, Duration age) {
        UUID[] ids = known.stream().map(JobId::value).toArray(UUID[]::new);
        return pool.preparedQuery(RELEASE)
                .execute(Tuple.of(worker.value(), ids, age.toMillis()))
                .map(rows -> {
                    List<JobId> released = new ArrayList<>(rows.rowCount());
                    rows.forEach(row -> released.add(new JobId(row.getUUID("id"))));
                    return released;
                });
    }
}
