package dev.carillon.worker.delivery;

import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.log.LogContext;
import dev.carillon.common.store.Claim;
import dev.carillon.common.store.ClaimedJob;
import dev.carillon.common.store.GroupCommit;
import dev.carillon.common.store.JobStore;
import dev.carillon.common.store.ReadyJob;
import dev.carillon.common.store.Settlement;
import dev.carillon.common.store.StoreFailure;
import dev.carillon.common.stream.JobEvent;
import dev.carillon.common.stream.JobEvents;
import dev.carillon.common.stream.JobStream;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.LatencyMeasure;
import dev.carillon.common.telemetry.Telemetry;
import dev.carillon.worker.lease.WorkerLease;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Settles deliveries in PostgreSQL, many in one commit, and then tells whoever watches. While PostgreSQL is away it keeps
 * trying: the result of a delivery exists nowhere else.
 */
@Singleton
public class Settler {

    /** Statements under way at once. Two keep the connection busy while one commits. */
    private static final int CONCURRENCY = 2;

    private static final int LARGEST_BATCH = 500;
    private static final int LARGE_BATCH = 100;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final JobStore store;
    private final JobStream stream;
    private final JobEvents events;
    private final WorkerLease lease;
    private final Telemetry telemetry;
    private final LogContext logs;
    private final GroupCommit<Settlement, Boolean> commits;

    Settler(
            JobStore store,
            JobStream stream,
            JobEvents events,
            WorkerLease lease,
            Telemetry telemetry,
            LogContext logs) {
        this.logs = logs;
        this.store = store;
        this.stream = stream;
        this.events = events;
        this.lease = lease;
        this.telemetry = telemetry;
        this.commits = new GroupCommit<>(
                CONCURRENCY, LARGEST_BATCH, LARGE_BATCH, _ -> 1, StoreFailure::blamesValues, _ -> 0, this::settle);
    }

    /** Makes the end of a delivery durable. Answers false when the job had been taken away from this worker. */
    public Uni<Boolean> settle(DeliveredJob delivered, Settlement settlement) {
        return commits.submit(settlement)
                // What the other side said cannot be stored: that the attempt ended can.
                .onFailure(StoreFailure::blamesValues)
                .recoverWithUni(() -> commits.submit(settlement.withoutDetails()))
                .call(settled -> {
                    if (settled) {
                        count(delivered, settlement);
                        return Uni.createFrom().voidItem();
                    }
                    return tellLoss(delivered.job(), settlement);
                });
    }

    /** In a context of its own: here the results of many jobs come out of one statement, in the context of whichever began it. */
    private Uni<Void> tellLoss(ClaimedJob job, Settlement settlement) {
        return logs.within(job.logFields(), () -> {
            Log.warnf(
                    "Job %s had been taken away from this worker when delivery %d ended",
                    settlement.id(), settlement.fence());
            return Uni.createFrom().voidItem();
        });
    }

    /** Tells whoever watches of jobs that a claim started, or ended because they were too late. */
    public void claimed(Claim claim) {
        telemetry.counter(CountMeasure.JOBS_EXPIRED).add(claim.expired().size());
        List<JobEvent> moves =
                new ArrayList<>(claim.jobs().size() + claim.expired().size());
        claim.jobs().forEach(job -> moves.add(new JobEvent(job.id(), JobState.RUNNING)));
        claim.expired().forEach(job -> moves.add(new JobEvent(job, JobState.EXPIRED)));
        events.publish(moves);
    }

    private Uni<List<Boolean>> settle(List<Settlement> batch) {
        return store.settle(lease.name(), batch)
                .onFailure()
                .invoke(failure ->
                        Log.warnf("%d deliveries wait to be settled: %s", batch.size(), failure.getMessage()))
                .onFailure(failure -> !StoreFailure.blamesValues(failure))
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .invoke(settled -> announce(batch, settled))
                .map(settled ->
                        batch.stream().map(each -> settled.contains(each.id())).toList());
    }

    private void announce(List<Settlement> batch, Set<JobId> settled) {
        List<JobEvent> moves = new ArrayList<>(batch.size());
        for (Settlement settlement : batch) {
            if (settled.contains(settlement.id())) {
                moves.add(new JobEvent(settlement.id(), settlement.next()));
            }
        }
        events.publish(moves);
    }

    private void count(DeliveredJob delivered, Settlement settlement) {
        CountMeasure.entering(settlement.next())
                .ifPresent(measure -> telemetry.counter(measure).increment());
        if (settlement.next().isFinished()) {
            telemetry
                    .latency(LatencyMeasure.ACCEPT_TO_FINISH)
                    .record(delivered.job().age().plusNanos(System.nanoTime() - delivered.claimed()));
        }
        if (settlement.next() == JobState.QUEUED) {
            // Handed back: somebody else may have it at once.
            stream.publish(List.of(new ReadyJob(
                            settlement.id(),
                            delivered.job().organizationId(),
                            delivered.job().priority())))
                    .subscribe()
                    .with(_ -> {});
        }
    }
}
