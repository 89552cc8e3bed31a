package dev.carillon.common.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/** What the tables need from time to time. Many instances may do it at once. */
@Singleton
public class StoreUpkeep {

    private static final String ENSURE_PARTITIONS =
            "SELECT ensure_job_partitions(now() + $1::integer * interval '1 day') AS made";

    static final String FORGET_KEYS = """
            DELETE FROM job_key
            WHERE (organization_id, kind, key) IN (
                SELECT organization_id, kind, key FROM job_key WHERE expires_at <= now() ORDER BY expires_at LIMIT $1
                FOR UPDATE SKIP LOCKED)
            """;

    private final Pool pool;

    StoreUpkeep(Pool pool) {
        this.pool = pool;
    }

    /** Makes the partitions that jobs of the next {@code days} days will need. Answers how many were missing. */
    public Uni<Integer> ensurePartitions(int days) {
        return pool.preparedQuery(ENSURE_PARTITIONS)
                .execute(Tuple.of(days))
                .map(rows -> rows.iterator().next().getInteger("made"));
    }

    /** Forgets up to {@code limit} idempotency keys that have expired. Answers how many. */
    public Uni<Integer> forgetExpiredKeys(int limit) {
        return pool.preparedQuery(FORGET_KEYS).execute(Tuple.of(limit)).map(result -> result.rowCount());
    }
}
