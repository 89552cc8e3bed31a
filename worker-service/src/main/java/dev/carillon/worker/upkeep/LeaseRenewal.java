package dev.carillon.worker.upkeep;

import dev.carillon.worker.intake.JobsUnderWay;
import dev.carillon.worker.lease.WorkerLease;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Keeps this worker's lease. When it has run out all the same, because PostgreSQL was away or this process stood still, it is begun
 * anew, and what is under way is kept under it: a job that a living worker is sending must not be sent by another.
 */
@Singleton
class LeaseRenewal implements Chore {

    /** Without a lease nothing moves, and jobs under way may be taken for abandoned: it is sought with haste. */
    private static final Duration HASTE = Duration.ofMillis(250);

    private final WorkerLease lease;
    private final JobsUnderWay underWay;
    private volatile boolean failing;

    LeaseRenewal(WorkerLease lease, JobsUnderWay underWay) {
        this.lease = lease;
        this.underWay = underWay;
    }

    @Override
    public String name() {
        return "renew the lease";
    }

    @Override
    public Duration interval() {
        return failing || lease.current() == null ? HASTE : lease.interval();
    }

    @Override
    public Uni<Boolean> turn() {
        failing = true;
        return lease.renew()
                .chain(() -> lease.hasLostJobs() ? keepJobs() : Uni.createFrom().voidItem())
                .ifNoItem()
                .after(lease.interval())
                .fail()
                .invoke(() -> failing = false)
                .replaceWith(false);
    }

    private Uni<Void> keepJobs() {
        return lease.keep(underWay.ids())
                .invoke(kept -> {
                    if (kept > 0) {
                        Log.infof("Kept %d jobs that were under way when the lease ran out", kept);
                    }
                })
                .replaceWithVoid();
    }
}
