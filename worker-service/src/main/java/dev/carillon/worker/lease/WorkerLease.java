package dev.carillon.worker.lease;

import dev.carillon.common.job.JobId;
import dev.carillon.common.store.WorkerId;
import dev.carillon.common.store.WorkerLeases;
import dev.carillon.common.telemetry.InstanceIdentity;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * This instance's lease. Whether it holds is decided by this process' own monotonic clock, counted from before the latest
 * renewal was sent: so it ends here before it ends in PostgreSQL, also when the process was stopped for a while.
 */
@Singleton
public class WorkerLease {

    private final WorkerLeases leases;
    private final Duration duration;
    private final String name;
    private final Set<WorkerId> former = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Held held;

    /** A lease under one id, from {@code since} until {@code until} by {@link System#nanoTime}. */
    private record Held(WorkerId id, long since, long until) {

        boolean holds(long now) {
            return now - until < 0;
        }
    }

    WorkerLease(WorkerLeases leases, LeaseConfig config, InstanceIdentity identity) {
        this.leases = leases;
        this.duration = config.lease();
        this.name = config.name().orElse(identity.host());
    }

    /** The instance's name in records. */
    public String name() {
        return name;
    }

    /** How often it should be renewed. */
    public Duration interval() {
        return duration.dividedBy(3);
    }

    /** The id under which jobs may be claimed now; null while there is no lease. */
    public @Nullable WorkerId current() {
        Held lease = held;
        return lease != null && lease.holds(System.nanoTime()) ? lease.id() : null;
    }

    /** Whether a job that was claimed under {@code id} is still this instance's. */
    public boolean holds(WorkerId id) {
        return id.equals(current());
    }

    /** How long the current lease has been held without a gap; zero while there is none. */
    public Duration age() {
        Held lease = held;
        return lease != null && lease.holds(System.nanoTime())
                ? Duration.ofNanos(System.nanoTime() - lease.since())
                : Duration.ZERO;
    }

    /** Prolongs the lease, or begins one under a new id when there is none or it was lost. */
    public Uni<Void> renew() {
        Held lease = held;
        if (lease == null || !lease.holds(System.nanoTime())) {
            return register(lease);
        }
        long sent = System.nanoTime();
        return leases.renew(lease.id(), duration).chain(renewed -> {
            if (renewed) {
                held = new Held(lease.id(), lease.since(), sent + margin().toNanos());
                return Uni.createFrom().voidItem();
            }
            Log.warnf("The lease of worker %s was lost, its jobs may be delivered by others", lease.id());
            return register(lease);
        });
    }

    private Uni<Void> register(@Nullable Held lost) {
        WorkerId id = new WorkerId(UUID.randomUUID());
        long sent = System.nanoTime();
        held = null;
        if (lost != null) {
            former.add(lost.id());
        }
        return leases.register(id, name, duration).invoke(() -> {
            held = new Held(id, sent, sent + margin().toNanos());
            Log.infof("Working as %s under lease %s", name, id);
        });
    }

    /** Whether a lease was lost whose jobs have not been {@linkplain #keep kept} yet. */
    public boolean hasLostJobs() {
        return !former.isEmpty();
    }

    /**
     * Takes those of the jobs that are still held under a lost lease over to the current one: this instance lives and works on them,
     * so nobody else must. Answers how many. What others took back meanwhile stays theirs.
     */
    public Uni<Integer> keep(Collection<JobId> jobs) {
        WorkerId now = current();
        if (now == null || former.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        Set<WorkerId> lost = Set.copyOf(former);
        return leases.take(lost, now, jobs).invoke(() -> former.removeAll(lost));
    }

    /** Ends the lease, so that what is left is taken over at once. */
    public Uni<Void> release() {
        Held lease = held;
        held = null;
        return lease == null ? Uni.createFrom().voidItem() : leases.release(lease.id());
    }

    /** A tenth is kept back for what happens between looking at the lease and acting on it. */
    private Duration margin() {
        return duration.multipliedBy(9).dividedBy(10);
    }
}
