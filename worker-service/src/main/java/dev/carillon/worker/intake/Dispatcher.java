package dev.carillon.worker.intake;

import dev.carillon.common.log.LogContext;
import dev.carillon.common.log.LogField;
import dev.carillon.common.log.RepeatedFailures;
import dev.carillon.common.store.Claim;
import dev.carillon.common.store.ClaimedJob;
import dev.carillon.common.store.Settlement;
import dev.carillon.common.store.WorkerId;
import dev.carillon.worker.delivery.Delivery;
import dev.carillon.worker.delivery.Settler;
import dev.carillon.worker.retry.RetryPolicies;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Sends claimed jobs on their way, and lets go of them when they are settled. */
@Singleton
class Dispatcher {

    private final Delivery delivery;
    private final Settler settler;
    private final RetryPolicies retries;
    private final Acknowledgements acknowledgements;
    private final InFlight inFlight;
    private final OrganizationShares shares;
    private final JobsUnderWay underWay;
    private final LogContext logs;
    private final RepeatedFailures defects;
    private final Set<StreamEntry> held = ConcurrentHashMap.newKeySet();

    Dispatcher(
            Delivery delivery,
            Settler settler,
            RetryPolicies retries,
            Acknowledgements acknowledgements,
            InFlight inFlight,
            OrganizationShares shares,
            JobsUnderWay underWay,
            LogContext logs,
            RepeatedFailures defects) {
        this.defects = defects;
        this.delivery = delivery;
        this.settler = settler;
        this.retries = retries;
        this.acknowledgements = acknowledgements;
        this.inFlight = inFlight;
        this.shares = shares;
        this.underWay = underWay;
        this.logs = logs;
    }

    /** Entries whose jobs are under way. */
    List<StreamEntry> held() {
        return List.copyOf(held);
    }

    /**
     * Delivers and settles the job, then acknowledges its entry and frees its room. Does not wait.
     *
     * @param entry null when the job was claimed from the backlog
     */
    void dispatch(@Nullable StreamEntry entry, ClaimedJob job, WorkerId worker, long claimed) {
        if (entry != null) {
            held.add(entry);
        }
        underWay.begin(job.id());
        inFlight.begin();
        Map<LogField, ?> ids = job.logFields();
        logs.within(ids, () -> delivery.deliver(job, worker, claimed))
                .chain(delivered -> {
                    Settlement settlement = delivered.settlement(retries, ThreadLocalRandom.current());
                    return settler.settle(delivered, settlement);
                })
                .onFailure()
                .call(failure -> logs.within(
                        ids,
                        () -> Uni.createFrom()
                                .item(defects.error("A job was not settled, its lease will run out", failure))))
                .onFailure()
                .recoverWithUni(() -> Uni.createFrom().item(false))
                .subscribe()
                .with(_ -> {
                    if (entry != null) {
                        held.remove(entry);
                        acknowledgements.acknowledge(entry);
                    }
                    underWay.end(job.id());
                    shares.giveBack(job.organizationId(), 1);
                    inFlight.end();
                });
    }

    /** Tells whoever watches what a claim did. */
    void announce(Claim claim) {
        settler.claimed(claim);
    }

    /** Gives unclaimed entries back to their streams, for other workers, because this one shuts down. */
    void handBack(List<StreamEntry> entries) {
        acknowledgements.handBack(entries);
        entries.forEach(entry -> shares.giveBack(entry.organization(), 1));
        inFlight.release(entries.size());
    }

    /** Lets go of an entry whose job is not this worker's to deliver. */
    void dismiss(StreamEntry entry) {
        shares.giveBack(entry.organization(), 1);
        dismissUnshared(entry);
    }

    /** Lets go of an entry for which its organization has no place. */
    void dismissUnshared(StreamEntry entry) {
        acknowledgements.acknowledge(entry);
        inFlight.release(1);
    }
}
