package dev.carillon.worker.upkeep;

import dev.carillon.common.store.EventReplay;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Tells endpoints once more of jobs, as far as customers asked for it; slowly, so that what happens now does not wait for it. */
@Singleton
class EventReplayer implements Chore {

    private final EventReplay replay;
    private final UpkeepConfig config;

    EventReplayer(EventReplay replay, UpkeepConfig config) {
        this.replay = replay;
        this.config = config;
    }

    @Override
    public String name() {
        return "replay events";
    }

    @Override
    public Duration interval() {
        return config.replayEvery();
    }

    @Override
    public Uni<Boolean> turn() {
        // The pause between two batches is what throttles a replay.
        return replay.step(config.replayBatch()).replaceWith(false);
    }
}
