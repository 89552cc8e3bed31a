package dev.carillon.worker.upkeep;

import dev.carillon.worker.lane.Lanes;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Learns of lanes that other workers were asked to pause, and how many workers share the limits. */
@Singleton
class LaneWatch implements Chore {

    private final Lanes lanes;

    LaneWatch(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public String name() {
        return "look at paused lanes";
    }

    @Override
    public Duration interval() {
        return lanes.interval();
    }

    @Override
    public Uni<Boolean> turn() {
        return lanes.refresh().replaceWith(false);
    }
}
