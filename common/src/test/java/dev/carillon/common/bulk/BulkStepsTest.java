package dev.carillon.common.bulk;

import static dev.carillon.common.bulk.BulkFixture.FAST;
import static dev.carillon.common.bulk.BulkFixture.in;
import static dev.carillon.common.bulk.BulkFixture.tagged;
import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.store.JobAction;
import dev.carillon.common.store.JobFilter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkStepsTest {

    private static BulkFixture fixture;

    @BeforeAll
    static void migrate() {
        fixture = new BulkFixture("bulk_steps");
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void clear() {
        fixture.clear();
    }

    @Test
    void anOperationMovesAllThatMatchAndTellsHowFarItCame() {
        fixture.jobs(120, JobState.FAILED);
        fixture.jobs(10, JobState.SUCCEEDED);
        fixture.jobs(10, JobState.CANCELLED);
        BulkOperationId id = fixture.create(JobAction.RETRY, in(JobState.FAILED));
        assertEquals(new BulkMatch(120, true), fixture.operation(id).matched());

        await(fixture.steps.take(FAST));
        BulkOperation halfway = fixture.operation(id);
        fixture.run(FAST);
        BulkOperation done = fixture.operation(id);

        assertEquals(50, halfway.done());
        assertEquals(BulkState.RUNNING, halfway.state());
        assertNotNull(halfway.startedAt());
        assertEquals(BulkState.COMPLETED, done.state());
        assertEquals(120, done.done());
        assertEquals(0, done.skipped());
        assertNotNull(done.finishedAt());
        assertEquals(120, fixture.count(JobState.QUEUED));
        assertEquals(10, fixture.count(JobState.CANCELLED));
        assertInstanceOf(BulkStep.None.class, await(fixture.steps.take(FAST)));
    }

    @Test
    void retriedJobsWaitInTheBacklogForTheirFairTurn() {
        fixture.jobs(3, JobState.FAILED);
        fixture.create(JobAction.RETRY, JobFilter.ALL);

        fixture.run(FAST);

        assertEquals(
                3L,
                fixture.store
                        .query("SELECT count(*) FROM job WHERE backlogged_at IS NOT NULL AND enqueued_at IS NULL")
                        .getFirst()
                        .getLong(0));
    }

    @Test
    void aRetryOfEverythingLeavesAloneWhatAPersonEndedAndWhatGoesOnByItself() {
        for (JobState state : JobState.values()) {
            fixture.jobs(1, state);
        }
        fixture.create(JobAction.RETRY, JobFilter.ALL);

        fixture.run(FAST);

        assertEquals(4, fixture.count(JobState.QUEUED), "failed, held, expired, and the one that was");
        for (JobState left : List.of(
                JobState.SCHEDULED,
                JobState.RUNNING,
                JobState.RETRYING,
                JobState.SUCCEEDED,
                JobState.CANCELLED,
                JobState.DISCARDED)) {
            assertEquals(1, fixture.count(left), left.wireName());
        }
    }

    @Test
    void aCancellationOfEverythingLeavesWhatRunsOrHasEnded() {
        for (JobState state : JobState.values()) {
            fixture.jobs(1, state);
        }
        BulkOperationId id = fixture.create(JobAction.CANCEL, JobFilter.ALL);

        fixture.run(FAST);

        assertEquals(4, fixture.operation(id).done());
        assertEquals(5, fixture.count(JobState.CANCELLED));
        assertEquals(1, fixture.count(JobState.RUNNING));
        assertEquals(1, fixture.count(JobState.FAILED));
    }

    @Test
    void allTagsMustMatch() {
        fixture.jobs(fixture.store.organization, 3, JobState.FAILED, Map.of("a", "1"));
        fixture.jobs(fixture.store.organization, 2, JobState.FAILED, Map.of("a", "1", "b", "2", "c", "3"));
        BulkOperationId id = fixture.create(JobAction.DISCARD, tagged(Map.of("a", "1", "b", "2")));

        fixture.run(FAST);

        assertEquals(2, fixture.operation(id).done());
        assertEquals(2, fixture.count(JobState.DISCARDED));
    }

    @Test
    void aFilterThatFewMatchTakesManyShortSteps() {
        fixture.jobs(40, JobState.FAILED);
        fixture.jobs(fixture.store.organization, 1, JobState.FAILED, Map.of("rare", "1"));
        fixture.jobs(40, JobState.HELD);
        BulkOperationId id = fixture.create(JobAction.DISCARD, tagged(Map.of("rare", "1")));

        int steps = fixture.run(new BulkSteps.Pace(50, 10, 1_000_000));

        assertEquals(9, steps);
        assertEquals(1, fixture.operation(id).done());
        assertEquals(BulkState.COMPLETED, fixture.operation(id).state());
    }

    @Test
    void whatIsAcceptedLaterIsNotTouchedNorIsAnotherOrganization() {
        OrganizationId other = new OrganizationId(UUID.randomUUID());
        fixture.jobs(5, JobState.QUEUED);
        fixture.jobs(other, 5, JobState.QUEUED, Map.of());
        NewBulkOperation order = fixture.order(JobAction.CANCEL, JobFilter.ALL);
        fixture.created(order);
        Awaitility.await().until(() -> Instant.now().isAfter(order.now().plusMillis(5)));
        List<JobId> later = fixture.jobs(5, JobState.QUEUED);

        fixture.run(FAST);

        assertEquals(5, fixture.count(JobState.CANCELLED));
        later.forEach(job -> assertEquals(JobState.QUEUED, fixture.store.state(job)));
    }

    @Test
    void ofDeadJobsWithOneDedupeKeyOneIsRetriedAndNoneBesideALivingOne() {
        for (String key : List.of("taken", "free", "free")) {
            JobId dead = fixture.store.accept(fixture.store.deduplicated(key));
            await(fixture.store.control().cancel(fixture.store.organization, dead));
        }
        NewJob living = fixture.store.deduplicated("taken");
        fixture.store.accept(living);
        BulkOperationId id = fixture.create(JobAction.RETRY, in(JobState.CANCELLED));

        fixture.run(FAST);

        assertEquals(1, fixture.operation(id).done());
        assertEquals(2, fixture.operation(id).skipped());
        assertEquals(2, fixture.count(JobState.QUEUED));
        assertEquals(JobState.QUEUED, fixture.store.state(living.id()));
    }

    @Test
    void aCancelledOperationTakesNoFurtherStep() {
        fixture.jobs(100, JobState.FAILED);
        BulkOperationId id = fixture.create(JobAction.RETRY, JobFilter.ALL);
        await(fixture.steps.take(FAST));

        await(fixture.operations.cancel(fixture.store.organization, id));

        assertInstanceOf(BulkStep.None.class, await(fixture.steps.take(FAST)));
        assertEquals(BulkState.CANCELLED, fixture.operation(id).state());
        assertEquals(50, fixture.count(JobState.QUEUED));
    }

    @Test
    void oneThatCannotBeDoneFailsAndKeepsNobodyWaiting() {
        List<JobId> jobs = fixture.jobs(2, JobState.FAILED);
        fixture.store.execute(
                "UPDATE job SET attempts = 32767 WHERE id = $1", jobs.getFirst().value());
        BulkOperationId bad = fixture.create(JobAction.RETRY, JobFilter.ALL);
        fixture.jobs(new OrganizationId(UUID.randomUUID()), 1, JobState.FAILED, Map.of());

        assertThrows(RuntimeException.class, () -> await(fixture.steps.take(FAST)));

        assertEquals(BulkState.FAILED, fixture.operation(bad).state());
        assertTrue(String.valueOf(fixture.operation(bad).error()).contains("smallint"));
        BulkOperationId good = fixture.create(JobAction.DISCARD, JobFilter.ALL);
        fixture.run(FAST);
        assertEquals(BulkState.COMPLETED, fixture.operation(good).state());
    }

    @Test
    void oneThatThisVersionDoesNotUnderstandKeepsNobodyWaiting() {
        OrganizationId other = new OrganizationId(UUID.randomUUID());
        BulkOperationId strange = fixture.created(fixture.order(other, JobAction.RETRY, JobFilter.ALL, null));
        fixture.store.execute("UPDATE bulk_operation SET job_state = 'dozing' WHERE id = $1", strange.value());
        BulkOperationId good = fixture.create(JobAction.RETRY, JobFilter.ALL);

        assertThrows(RuntimeException.class, () -> await(fixture.steps.take(FAST)));
        await(fixture.steps.take(FAST));

        assertEquals(BulkState.COMPLETED, fixture.operation(good).state());
    }
}
