package dev.carillon.common.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;

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

    /** Ends a lease at a clean shutdown. What the worker still holds is rescued at once. */
    public Uni<Void> release(WorkerId worker) {
        return pool.preparedQuery(RELEASE).execute(Tuple.of(worker.value())).replaceWithVoid();
    }
}
