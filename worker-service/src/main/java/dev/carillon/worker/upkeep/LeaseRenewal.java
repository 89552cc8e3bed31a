package dev.carillon.worker.upkeep;

import dev.carillon.worker.lease.WorkerLease;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Keeps this worker's lease. */
@Singleton
class LeaseRenewal implements Chore {

    private final WorkerLease lease;

    LeaseRenewal(WorkerLease lease) {
        this.lease = lease;
    }

    @Override
    public String name() {
        return "renew the lease";
    }

    @Override
    public Duration interval() {
        // Without a lease nothing moves: it is sought with haste.
        return lease.current() == null ? Duration.ofMillis(250) : lease.interval();
    }

    @Override
    public Uni<Boolean> turn() {
        return lease.renew().ifNoItem().after(lease.interval()).fail().replaceWith(false);
    }
}
