package dev.carillon.worker.upkeep;

import dev.carillon.common.store.JobStore;
import dev.carillon.common.stream.JobStream;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Queues scheduled and retrying jobs when they are due. */
@Singleton
class Promoter implements Chore {

    private final JobStore store;
    private final JobStream stream;
    private final UpkeepConfig config;

    Promoter(JobStore store, JobStream stream, UpkeepConfig config) {
        this.store = store;
        this.stream = stream;
        this.config = config;
    }

    @Override
    public String name() {
        return "queue due jobs";
    }

    @Override
    public Duration interval() {
        return config.promoteEvery();
    }

    @Override
    public Uni<Boolean> turn() {
        return store.promote(config.batch())
                .chain(ready -> stream.publish(ready).replaceWith(ready.size() >= config.batch()));
    }
}
