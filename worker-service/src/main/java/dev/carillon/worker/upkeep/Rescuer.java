package dev.carillon.worker.upkeep;

import dev.carillon.common.job.JobState;
import dev.carillon.common.store.JobRescue;
import dev.carillon.common.stream.JobEvents;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.Telemetry;
import dev.carillon.worker.lease.WorkerLease;
import dev.carillon.worker.retry.UnknownOutcomes;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Takes back the jobs of workers whose lease has run out. */
@Singleton
class Rescuer implements Chore {

    private final JobRescue rescue;
    private final WorkerLease lease;
    private final UnknownOutcomes unknown;
    private final JobEvents events;
    private final Telemetry telemetry;
    private final UpkeepConfig config;

    Rescuer(
            JobRescue rescue,
            WorkerLease lease,
            UnknownOutcomes unknown,
            JobEvents events,
            Telemetry telemetry,
            UpkeepConfig config) {
        this.rescue = rescue;
        this.lease = lease;
        this.unknown = unknown;
        this.events = events;
        this.telemetry = telemetry;
        this.config = config;
    }

    @Override
    public String name() {
        return "rescue jobs of dead workers";
    }

    @Override
    public Duration interval() {
        return config.rescueEvery();
    }

    @Override
    public Uni<Boolean> turn() {
        if (lease.age().compareTo(config.rescueCaution()) < 0) {
            return Uni.createFrom().item(false);
        }
        return rescue.isNeeded()
                .chain(needed -> needed ? rescue() : Uni.createFrom().item(false));
    }

    private Uni<Boolean> rescue() {
        return rescue.rescue(config.batch(), config.mostCrashes(), unknown.held())
                .chain(rescued -> {
                    if (rescued.total() == 0) {
                        return rescue.forgetDeadWorkers().replaceWith(false);
                    }
                    note(rescued);
                    return Uni.createFrom().item(true);
                });
    }

    private void note(JobRescue.Rescued rescued) {
        events.publish(rescued.queued(), JobState.QUEUED);
        events.publish(rescued.held(), JobState.HELD);
        telemetry.counter(CountMeasure.OUTCOMES_UNKNOWN).add(rescued.total());
        telemetry.counter(CountMeasure.JOBS_HELD).add(rescued.held().size());
        Log.warnf(
                "Took back %d jobs whose worker died or lost its lease, parked %d of them",
                rescued.total(), rescued.held().size());
    }
}
