package dev.carillon.worker.upkeep;

import dev.carillon.common.job.JobState;
import dev.carillon.common.store.JobStore;
import dev.carillon.common.store.Promotion;
import dev.carillon.common.stream.JobEvents;
import dev.carillon.common.stream.JobStream;
import dev.carillon.common.stream.Windows;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.Telemetry;
import dev.carillon.worker.lane.Lanes;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Queues scheduled and retrying jobs when they are due, and ends those that expire before. */
@Singleton
class Promoter implements Chore {

    /** The interval while places of full lanes become free every few milliseconds. */
    private static final Duration QUICK = Duration.ofMillis(25);

    private final JobStore store;
    private final JobStream stream;
    private final JobEvents events;
    private final Windows windows;
    private final Lanes lanes;
    private final Telemetry telemetry;
    private final UpkeepConfig config;

    Promoter(
            JobStore store,
            JobStream stream,
            JobEvents events,
            Windows windows,
            Lanes lanes,
            Telemetry telemetry,
            UpkeepConfig config) {
        this.store = store;
        this.stream = stream;
        this.events = events;
        this.windows = windows;
        this.lanes = lanes;
        this.telemetry = telemetry;
        this.config = config;
    }

    @Override
    public String name() {
        return "queue due jobs";
    }

    @Override
    public Duration interval() {
        return lanes.areQuick() && QUICK.compareTo(config.promoteEvery()) < 0 ? QUICK : config.promoteEvery();
    }

    @Override
    public Uni<Boolean> turn() {
        return store.promote(config.batch(), config.promoteShare(), windows.full())
                .invoke(this::announce)
                .chain(promotion -> stream.publish(promotion.ready()).replaceWith(promotion.total() >= config.batch()));
    }

    private void announce(Promotion promotion) {
        telemetry.counter(CountMeasure.JOBS_EXPIRED).add(promotion.expired().size());
        events.publish(promotion.queued(), JobState.QUEUED);
        events.publish(promotion.expired(), JobState.EXPIRED);
    }
}
