package dev.carillon.common.store;

import dev.carillon.common.job.Priority;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Finds queued jobs that have no entry in their stream: because the process that accepted them died before it published, or
 * Redis was away or lost its data. Many workers may look at once: each gets other rows.
 */
@Singleton
public class JobOrphans {

    static final String ADOPT = """
            WITH orphan AS MATERIALIZED (
                SELECT found.id
                FROM unnest($1::smallint[], $2::smallint[], $3::bigint[]) AS w (shard, priority, age_ms),
                     LATERAL (SELECT id FROM job
                              WHERE job.shard = w.shard AND job.priority = w.priority
                                AND enqueued_at < now() - w.age_ms * interval '1 millisecond'
                                AND state = 'queued'
                              ORDER BY enqueued_at LIMIT $4 FOR UPDATE SKIP LOCKED) AS found
                LIMIT $4)
            UPDATE job SET enqueued_at = NULL, backlogged_at = now() FROM orphan WHERE job.id = orphan.id
            """;

    private final Pool pool;

    JobOrphans(Pool pool) {
        this.pool = pool;
    }

    /**
     * How far back a stream still holds entries that nobody has read: every queued job of that shard and priority which was
     * handed over longer ago has none.
     *
     * @param age from now, by Redis' clock, a grace included
     */
    public record Watermark(int shard, Priority priority, Duration age) {}

    /** Moves up to {@code limit} jobs beyond the watermarks to the backlog. Answers how many. */
    public Uni<Integer> adopt(List<Watermark> watermarks, int limit) {
        return pool.preparedQuery(ADOPT)
                .execute(Tuple.of(
                        watermarks.stream().map(w -> (short) w.shard()).toArray(Short[]::new),
                        watermarks.stream().map(w -> w.priority().code()).toArray(Short[]::new),
                        watermarks.stream().map(w -> w.age().toMillis()).toArray(Long[]::new),
                        limit))
                .map(rows -> rows.rowCount());
    }
}
