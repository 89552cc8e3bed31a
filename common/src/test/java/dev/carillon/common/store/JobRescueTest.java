package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static dev.carillon.common.store.StoreFixture.settlement;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.job.AttemptOutcome;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of the jobs of workers that died, or do not know what they have. */
class JobRescueTest extends EmptyStore {

    @Test
    void aWorkerThatWasThoughtDeadCannotOverwriteItsSuccessor() {
        JobId job = fixture.accept(fixture.email());
        WorkerId stopped = fixture.worker();
        ClaimedJob old = fixture.claim(stopped, job);
        fixture.expire(stopped);
        assertEquals(
                List.of(job),
                await(new JobRescue(fixture.pool).rescue(10, 3, Set.of())).queued());
        ClaimedJob current = fixture.claim(fixture.worker(), job);

        assertEquals(Set.of(), await(store.settle("w1", List.of(settlement(old, JobState.FAILED)))));

        assertEquals(JobState.RUNNING, fixture.state(job));
        assertEquals(Set.of(job), await(store.settle("w2", List.of(settlement(current, JobState.SUCCEEDED)))));
    }

    @Test
    void aLateSuccessCountsUntilSomebodyClaimsTheJobAgain() {
        JobId job = fixture.accept(fixture.email());
        WorkerId stopped = fixture.worker();
        ClaimedJob claimed = fixture.claim(stopped, job);
        fixture.expire(stopped);
        await(new JobRescue(fixture.pool).rescue(10, 3, Set.of()));

        assertEquals(Set.of(job), await(store.settle("w1", List.of(settlement(claimed, JobState.SUCCEEDED)))));

        assertEquals(JobState.SUCCEEDED, fixture.state(job));
        assertEquals(
                AttemptOutcome.SUCCEEDED,
                await(new JobReader(fixture.pool).attempts(fixture.organization, job, 10))
                        .getFirst()
                        .outcome());
    }

    @Test
    void aJobWhoseWorkersKeepDyingIsParkedAndCostsNoAttempt() {
        JobId job = fixture.accept(fixture.email());
        JobRescue rescue = new JobRescue(fixture.pool);
        for (int death = 1; death <= 3; death++) {
            WorkerId worker = fixture.worker();
            assertEquals(0, fixture.claim(worker, job).attempts());
            fixture.expire(worker);
            assertTrue(await(rescue.isNeeded()));
            assertEquals(
                    death < 3 ? List.of() : List.of(job),
                    await(rescue.rescue(10, 3, Set.of())).held());
            await(rescue.forgetDeadWorkers());
            assertFalse(await(rescue.isNeeded()));
        }

        Job parked = await(new JobReader(fixture.pool).find(fixture.organization, job))
                .orElseThrow();
        assertEquals(JobState.HELD, parked.state());
        assertTrue(String.valueOf(parked.lastError()).startsWith("Parked: 3 workers"), parked.lastError());
        assertEquals(
                List.of(AttemptOutcome.UNKNOWN, AttemptOutcome.UNKNOWN, AttemptOutcome.UNKNOWN),
                await(new JobReader(fixture.pool).attempts(fixture.organization, job, 10)).stream()
                        .map(attempt -> attempt.outcome())
                        .toList());
    }

    @Test
    void jobsThatAWorkerDoesNotKnowItHasAreGivenBack() {
        WorkerId worker = fixture.worker();
        JobId known = fixture.accept(fixture.email());
        JobId unanswered = fixture.accept(fixture.email());
        fixture.claim(worker, known);
        fixture.claim(worker, unanswered);
        JobId foreign = fixture.accept(fixture.email());
        fixture.claim(fixture.worker(), foreign);
        UnansweredClaims claims = new UnansweredClaims(fixture.pool);

        assertEquals(List.of(), await(claims.release(worker, List.of(known), Duration.ofMinutes(1))), "too young");
        assertEquals(List.of(unanswered), await(claims.release(worker, List.of(known), Duration.ZERO)));

        assertEquals(JobState.QUEUED, fixture.state(unanswered));
        assertEquals(JobState.RUNNING, fixture.state(known));
        assertEquals(JobState.RUNNING, fixture.state(foreign));
        assertEquals(2, fixture.claim(fixture.worker(), unanswered).fence());
    }

    @Test
    void theRescuerLeavesJobsOfLivingWorkersAlone() {
        JobId job = fixture.accept(fixture.email());
        fixture.claim(fixture.worker(), job);

        assertEquals(
                0, await(new JobRescue(fixture.pool).rescue(10, 3, Set.of())).total());
        assertEquals(JobState.RUNNING, fixture.state(job));
    }
}
