package dev.carillon.worker.upkeep;

import dev.carillon.common.job.JobState;
import dev.carillon.common.store.UnansweredClaims;
import dev.carillon.common.store.WorkerId;
import dev.carillon.common.stream.JobEvents;
import dev.carillon.worker.intake.JobsUnderWay;
import dev.carillon.worker.intake.LostAnswers;
import dev.carillon.worker.lease.WorkerLease;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** After a claim without an answer: gives back the jobs that this worker has without knowing it. */
@Singleton
class ClaimReconciler implements Chore {

    private final UnansweredClaims claims;
    private final LostAnswers lost;
    private final JobsUnderWay underWay;
    private final WorkerLease lease;
    private final JobEvents events;
    private final UpkeepConfig config;

    ClaimReconciler(
            UnansweredClaims claims,
            LostAnswers lost,
            JobsUnderWay underWay,
            WorkerLease lease,
            JobEvents events,
            UpkeepConfig config) {
        this.claims = claims;
        this.lost = lost;
        this.underWay = underWay;
        this.lease = lease;
        this.events = events;
        this.config = config;
    }

    @Override
    public String name() {
        return "give back jobs of unanswered claims";
    }

    @Override
    public Duration interval() {
        return config.rescueEvery();
    }

    @Override
    public Uni<Boolean> turn() {
        WorkerId worker = lease.current();
        Long moment = lost.latest();
        // A lease that was lost meanwhile left its jobs to the rescuer; those of the new one are looked through all the
        // same.
        if (worker == null || moment == null || !lost.areOlderThan(config.answerPatience())) {
            return Uni.createFrom().item(false);
        }
        return claims.release(worker, underWay.ids(), config.answerPatience()).map(released -> {
            lost.settled(moment);
            events.publish(released, JobState.QUEUED);
            if (!released.isEmpty()) {
                Log.warnf("Gave back %d jobs whose claim was never answered", released.size());
            }
            return false;
        });
    }
}
