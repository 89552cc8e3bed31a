package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.NewJob;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobControlTest extends EmptyStore {

    @Test
    void aDiscardedJobIsNoDeadLetterButReadableAndMayBeRetried() {
        JobId job = dead(fixture.email());
        Instant end = one(job).finishedAt();

        assertTrue(await(fixture.control().discard(fixture.organization, job)).isPresent());

        assertEquals(end, one(job).finishedAt(), "when it ended has not changed");
        assertEquals(List.of("queued", "running", "failed", "discarded"), fixture.timeline(job));
        assertEquals(List.of(), list(JobState.FAILED));
        assertEquals(List.of(job), list(JobState.DISCARDED));
        assertTrue(await(fixture.control().discard(fixture.organization, job)).isEmpty(), "once is enough");
        assertTrue(await(fixture.control().retry(fixture.organization, job)).isPresent());
        assertEquals(job, fixture.claim(fixture.worker(), job).id());
    }

    @Test
    void aHeldJobThatIsDiscardedHasEndedAndGivesItsDedupeKeyBack() {
        NewJob held = fixture.deduplicated("k");
        fixture.accept(held);
        fixture.execute(
                "UPDATE job SET state = 'held', resting_state = 'held', enqueued_at = NULL WHERE id = $1",
                held.id().value());

        Job discarded = await(fixture.control().discard(fixture.organization, held.id()))
                .orElseThrow();

        assertTrue(discarded.finishedAt() != null);
        NewJob next = fixture.deduplicated("k");
        Acceptance answer =
                await(fixture.store.accept(List.of(fixture.submission(next)))).getFirst();
        assertEquals(Set.of(), ((Acceptance.Accepted) answer).deduplicated());
        assertTrue(
                await(fixture.control().retry(fixture.organization, held.id())).isEmpty());
        assertEquals(
                next.id(),
                await(fixture.control().keyHolder(fixture.organization, held.id()))
                        .orElseThrow());
    }

    @Test
    void aHeldJobThatIsRetriedKeepsItsDedupeKey() {
        NewJob held = fixture.deduplicated("k");
        fixture.accept(held);
        fixture.execute(
                "UPDATE job SET state = 'held', resting_state = 'held', enqueued_at = NULL WHERE id = $1",
                held.id().value());

        assertTrue(
                await(fixture.control().retry(fixture.organization, held.id())).isPresent());

        Acceptance answer = await(fixture.store.accept(List.of(fixture.submission(fixture.deduplicated("k")))))
                .getFirst();
        assertEquals(Set.of(0), ((Acceptance.Accepted) answer).deduplicated());
    }

    @Test
    void nobodyDiscardsAnothersJob() {
        JobId job = dead(fixture.email());

        assertTrue(await(fixture.control().discard(new OrganizationId(UUID.randomUUID()), job))
                .isEmpty());
        assertEquals(JobState.FAILED, fixture.state(job));
    }

    private static JobId dead(NewJob job) {
        fixture.accept(job);
        ClaimedJob claimed = fixture.claim(fixture.worker(), job.id());
        await(fixture.store.settle("w", List.of(StoreFixture.settlement(claimed, JobState.FAILED))));
        return job.id();
    }

    private static Job one(JobId job) {
        return await(new JobReader(fixture.pool).find(fixture.organization, job))
                .orElseThrow();
    }

    private static List<JobId> list(JobState state) {
        JobFilter filter = new JobFilter(state, null, null, Map.of(), null, null);
        return await(new JobReader(fixture.pool).list(fixture.organization, filter, null, 10)).stream()
                .map(Job::id)
                .toList();
    }
}
