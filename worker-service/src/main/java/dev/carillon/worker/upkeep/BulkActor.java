package dev.carillon.worker.upkeep;

import dev.carillon.common.bulk.BulkStep;
import dev.carillon.common.bulk.BulkSteps;
import dev.carillon.common.store.JobAction;
import dev.carillon.common.stream.JobEvents;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.Telemetry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Cancels, retries and discards jobs by filter, step by step. */
@Singleton
class BulkActor implements Chore {

    private final BulkSteps steps;
    private final JobEvents events;
    private final Telemetry telemetry;
    private final BulkActorConfig config;

    BulkActor(BulkSteps steps, JobEvents events, Telemetry telemetry, BulkActorConfig config) {
        this.steps = steps;
        this.events = events;
        this.telemetry = telemetry;
        this.config = config;
    }

    @Override
    public String name() {
        return "take steps of bulk operations";
    }

    @Override
    public Duration interval() {
        return config.every();
    }

    @Override
    public Uni<Boolean> turn() {
        return steps.take(new BulkSteps.Pace(config.jobs(), config.window(), config.jobsPerSecond()))
                .map(step -> switch (step) {
                    case BulkStep.None _ -> false;
                    case BulkStep.Taken taken -> {
                        note(taken);
                        yield taken.again();
                    }
                });
    }

    private void note(BulkStep.Taken taken) {
        events.publish(taken.moved(), taken.action().to());
        if (taken.finished()) {
            Log.infof("Bulk operation %s is completed", taken.operation());
        }
        if (taken.action() == JobAction.CANCEL) {
            telemetry.counter(CountMeasure.JOBS_CANCELLED).add(taken.moved().size());
        }
    }
}
