package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static dev.carillon.common.store.StoreFixture.settlement;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.job.AttemptOutcome;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.NewJob;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Jobs from their acceptance to their end, and the figures that follow them. */
class JobStoreTest extends EmptyStore {

    @Test
    void acceptedJobsAreQueuedOrScheduledAndKeepTheirOrder() {
        NewJob now = fixture.email();
        Instant tomorrow = Instant.parse("2099-01-01T00:00:00Z");
        NewJob later = fixture.job(StoreFixture.webhook("https://example.test/hook"), tomorrow, null);

        List<Acceptance> answers = await(store.accept(List.of(fixture.submission(now, later))));

        List<Job> jobs =
                assertInstanceOf(Acceptance.Accepted.class, answers.getFirst()).jobs();
        assertEquals(List.of(now.id(), later.id()), jobs.stream().map(Job::id).toList());
        assertEquals(JobState.QUEUED, jobs.getFirst().state());
        assertEquals(JobState.SCHEDULED, jobs.getLast().state());
        assertEquals(tomorrow, jobs.getLast().dueAt());
        Job stored = await(new JobReader(fixture.pool).find(fixture.organization, later.id()))
                .orElseThrow();
        assertEquals(jobs.getLast(), stored);
    }

    @Test
    void settlingMovesTheJobAndRecordsTheAttempt() {
        JobId job = fixture.accept(fixture.email());
        WorkerId worker = fixture.worker();
        ClaimedJob first = fixture.claim(worker, job);
        Settlement failed = settlement(first, JobState.RETRYING);

        assertEquals(Set.of(job), await(store.settle("w1", List.of(failed))));
        assertEquals(JobState.RETRYING, fixture.state(job));
        assertEquals(
                List.of(job),
                await(store.promote(10, 10, Set.of())).ready().stream()
                        .map(ReadyJob::id)
                        .toList());
        ClaimedJob second = fixture.claim(worker, job);
        assertEquals(1, second.attempts());
        await(store.settle("w1", List.of(settlement(second, JobState.SUCCEEDED))));

        Job done = await(new JobReader(fixture.pool).find(fixture.organization, job))
                .orElseThrow();
        assertEquals(JobState.SUCCEEDED, done.state());
        assertEquals(2, done.attempts());
        assertEquals("451 Try later", done.lastError());
        assertEquals(List.of("queued", "running", "retrying", "queued", "running", "succeeded"), fixture.timeline(job));
        assertEquals(
                List.of(AttemptOutcome.SUCCEEDED, AttemptOutcome.FAILED),
                await(new JobReader(fixture.pool).attempts(fixture.organization, job, 10)).stream()
                        .map(attempt -> attempt.outcome())
                        .toList());
    }

    @Test
    void manyPromotersQueueEachDueJobOnce() {
        List<JobId> jobs = IntStream.range(0, 100)
                .mapToObj(i -> fixture.accept(
                        fixture.job(StoreFixture.email("Later"), Instant.parse("2099-01-01T00:00:00Z"), null)))
                .toList();
        assertEquals(0, await(store.promote(1000, 1000, Set.of())).total());
        fixture.execute("UPDATE job SET due_at = now() - interval '1 second'");

        List<ReadyJob> ready = new ArrayList<>();
        await(Uni.join()
                        .all(IntStream.range(0, 8)
                                .mapToObj(i -> store.promote(20, 20, Set.of()))
                                .toList())
                        .andFailFast())
                .forEach(promotion -> ready.addAll(promotion.ready()));

        assertEquals(100, ready.size());
        assertEquals(
                Set.copyOf(jobs), Set.copyOf(ready.stream().map(ReadyJob::id).toList()));
    }

    @Test
    void countsFollowEveryMove() {
        JobId job = fixture.accept(fixture.email());
        fixture.accept(fixture.email());
        JobCounts counts = new JobCounts(fixture.pool);
        await(counts.fold());
        ClaimedJob claimed = fixture.claim(fixture.worker(), job);
        await(store.settle("w1", List.of(settlement(claimed, JobState.SUCCEEDED))));

        Set<String> unfolded = new HashSet<>();
        await(counts.read()).forEach(count -> unfolded.add(count.state() + "=" + count.jobs()));
        assertEquals(Set.of("QUEUED=1", "SUCCEEDED=1"), unfolded);
        await(counts.fold());
        assertEquals(0, fixture.query("SELECT FROM job_count_change").size());
        assertEquals(2, await(counts.read()).size());
        assertTrue(await(counts.oldestWaiting()).isPresent());
    }
}
