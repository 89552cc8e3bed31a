package dev.carillon.worker.schedule;

import dev.carillon.common.store.ScheduleStore;
import dev.carillon.worker.upkeep.Chore;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Forgets old firings. Those of deleted schedules go the same way. */
@Singleton
class FiringForgetter implements Chore {

    private static final int BATCH = 1_000;

    private final ScheduleStore schedules;
    private final FiringConfig config;

    FiringForgetter(ScheduleStore schedules, FiringConfig config) {
        this.schedules = schedules;
        this.config = config;
    }

    @Override
    public String name() {
        return "forget old firings of schedules";
    }

    @Override
    public Duration interval() {
        return config.forgetEvery();
    }

    @Override
    public Uni<Boolean> turn() {
        return schedules.forgetFirings(config.keepDays(), BATCH).map(forgotten -> forgotten >= BATCH);
    }
}
