package dev.carillon.common.store;

import org.junit.jupiter.api.BeforeEach;

/** What tests of schedules in PostgreSQL share: one migrated database for all of them, empty before each. */
abstract class EmptySchedules {

    static final StoreFixture store = new StoreFixture("schedules");
    static final ScheduleFixture fixture = new ScheduleFixture(store);

    @BeforeEach
    void empty() {
        store.execute("TRUNCATE job, schedule, schedule_firing");
    }
}
