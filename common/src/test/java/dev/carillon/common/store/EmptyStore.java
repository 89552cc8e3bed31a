package dev.carillon.common.store;

import org.junit.jupiter.api.BeforeEach;

/** What tests of jobs in PostgreSQL share: one migrated database for all of them, empty before each. */
abstract class EmptyStore {

    static final StoreFixture fixture = new StoreFixture("store");
    static final JobStore store = fixture.store;

    @BeforeEach
    void empty() {
        fixture.execute("TRUNCATE job, job_attempt, job_key, worker, job_count, job_count_change");
    }
}
