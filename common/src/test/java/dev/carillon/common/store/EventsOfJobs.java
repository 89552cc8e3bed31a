package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;

import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** What tests share of what webhook endpoints are told: an organization that has a secret, and a worker that lives. */
abstract class EventsOfJobs {

    static StoreFixture fixture;
    static WorkerId worker;

    @BeforeAll
    static void migrate() {
        fixture = new StoreFixture("events_of_jobs");
        fixture.execute(
                "INSERT INTO organization (id, name, webhook_secret) VALUES ($1, 'Acme', 'whsec_dGVzdA==')",
                fixture.organization.value());
        worker = fixture.worker(Duration.ofHours(1));
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @AfterEach
    void clear() {
        fixture.execute("DELETE FROM webhook_endpoint");
        fixture.execute("TRUNCATE job, job_attempt");
    }

    static void settle(ClaimedJob job, JobState next) {
        await(fixture.store.settle("worker-of-test", List.of(StoreFixture.settlement(job, next))));
    }

    static JobId finished(JobState end) {
        JobId job = fixture.accept(fixture.email());
        settle(fixture.claim(worker, job), end);
        return job;
    }
}
