package dev.carillon.common.store;

import dev.carillon.common.job.JobId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;

/** The leases of worker instances. Jobs of a worker whose lease has run out are the rescuer's. */
@Singleton
public class WorkerLeases {

    private static final String REGISTER = """
            INSERT INTO worker (id, name, lease_expires_at)
            VALUES ($1, $2, now() + $3::bigint * interval '1 millisecond')
            """;

    // A lease that ran out is not revived: its jobs may be somebody else's by now.
    static final String RENEW = """
            UPDATE worker SET lease_expires_at = now() + $2::bigint * interval '1 millisecond'
            WHERE id = $1 AND lease_expires_at > now()
            """;

    static final String TAKE = """
            UPDATE job SET worker_id = $2
            WHERE id = ANY ($3::uuid[]) AND state = 'running' AND worker_id = ANY ($1::uuid[])
            """;

    private static final String RELEASE = "UPDATE worker SET lease_expires_at = now() WHERE id = $1";

    private final Pool pool;

    WorkerLeases(Pool pool) {
        this.pool = pool;
    }

    /** Begins a lease. */
    public Uni<Void> register(WorkerId worker, String name, Duration lease) {
        return pool.preparedQuery(REGISTER)
                .execute(Tuple.of(worker.value(), name, lease.toMillis()))
                .replaceWithVoid();
    }

    /** Prolongs a lease, counted from now. False when it has run out or was taken away: the worker must register anew. */
    public Uni<Boolean> renew(WorkerId worker, Duration lease) {
        return pool.preparedQuery(RENEW)
                .execute(Tuple.of(worker.value(), lease.toMillis()))
                .map(result -> result.rowCount() == 1);
    }

    /**
     * Takes jobs over from leases of the same instance that have run out, unless somebody has taken them back. Their claims stay as they
     * are. Answers how many.
     */
    public Uni<Integer> take(Collection<WorkerId> from, WorkerId to, Collection<JobId> jobs) {
        UUID[] former = from.stream().map(WorkerId::value).toArray(UUID[]::new);
        UUID[] ids = jobs.stream().sorted().map(JobId::value).toArray(UUID[]::new);
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(former, to.value(), ids))
                .map(rows -> rows.rowCount());
    }

    /** Ends a lease at a clean shutdown. What the worker still holds is rescued at once. */
    public Uni<Void> release(WorkerId worker) {
        return pool.preparedQuery(RELEASE).execute(Tuple.of(worker.value())).replaceWithVoid();
    }
}
