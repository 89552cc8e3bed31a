package dev.carillon.worker.upkeep;

import dev.carillon.common.store.JobCounts;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Keeps the table of job counts short. */
@Singleton
class CountFolder implements Chore {

    private final JobCounts counts;
    private final UpkeepConfig config;

    CountFolder(JobCounts counts, UpkeepConfig config) {
        this.counts = counts;
        this.config = config;
    }

    @Override
    public String name() {
        return "fold the counts of jobs";
    }

    @Override
    public Duration interval() {
        return config.countEvery();
    }

    @Override
    public Uni<Boolean> turn() {
        return counts.fold().replaceWith(false);
    }
}
