package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static dev.carillon.common.store.StoreFixture.settlement;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.AttemptOutcome;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.NewJob;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobStoreTest {

    private static StoreFixture fixture;
    private static JobStore store;

    @BeforeAll
    static void migrate() {
        fixture = new StoreFixture("job_store");
        store = fixture.store;
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void empty() {
        fixture.execute("TRUNCATE job, job_attempt, job_key, worker, job_count, job_count_change");
    }

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
    void theSameKeyAndBodyReplayTheFirstAnswerAnotherBodyIsRefused() {
        NewJob first = fixture.email();
        Job accepted = accepted(await(store.accept(List.of(fixture.keyed("k", "body", first)))));
        fixture.claim(fixture.worker(), first.id());

        List<Acceptance> answers = await(store.accept(
                List.of(fixture.keyed("k", "body", fixture.email()), fixture.keyed("k", "other", fixture.email()))));

        Acceptance.Replayed replayed = assertInstanceOf(Acceptance.Replayed.class, answers.getFirst());
        assertEquals(List.of(accepted), replayed.jobs(), "as it was when it was accepted, although it runs now");
        assertInstanceOf(Acceptance.KeyReused.class, answers.getLast());
        assertEquals(1, fixture.query("SELECT id FROM job").size());
    }

    @Test
    void oneBatchWithOneKeyTwiceMakesOneJob() {
        List<Acceptance> answers = await(store.accept(
                List.of(fixture.keyed("k", "body", fixture.email()), fixture.keyed("k", "body", fixture.email()))));

        Job first = accepted(List.of(answers.getFirst()));
        assertEquals(
                List.of(first),
                assertInstanceOf(Acceptance.Replayed.class, answers.getLast()).jobs());
    }

    @Test
    void manyAtOnceWithOneKeyMakeOneJob() {
        List<Uni<List<Acceptance>>> racing = IntStream.range(0, 40)
                .mapToObj(i -> store.accept(List.of(
                        fixture.keyed("a", "body", fixture.email()),
                        fixture.keyed("b", "body", fixture.email()),
                        fixture.submission(fixture.email()))))
                .toList();

        List<List<Acceptance>> answers = await(Uni.join().all(racing).andCollectFailures());

        long accepted = answers.stream()
                .flatMap(List::stream)
                .filter(Acceptance.Accepted.class::isInstance)
                .count();
        assertEquals(42, accepted, "one for each key and one for each submission without");
        assertEquals(42, fixture.query("SELECT id FROM job").size());
    }

    @Test
    void anExpiredKeyIsFreeAgainAndAnotherOrganizationsKeyIsAnother() {
        await(store.accept(List.of(fixture.keyed("k", "body", fixture.email()))));
        fixture.execute("UPDATE job_key SET expires_at = now() - interval '1 second'");

        assertInstanceOf(
                Acceptance.Accepted.class,
                await(store.accept(List.of(fixture.keyed("k", "other", fixture.email()))))
                        .getFirst());
        Submission foreign = new Submission(
                new OrganizationId(UUID.randomUUID()),
                new IdempotencyKey("k", new byte[] {1}),
                List.of(fixture.email()));
        assertInstanceOf(
                Acceptance.Accepted.class, await(store.accept(List.of(foreign))).getFirst());
    }

    @Test
    void oneOfManyClaimsWins() {
        List<JobId> jobs = IntStream.range(0, 200)
                .mapToObj(i -> fixture.accept(fixture.email()))
                .toList();
        List<Uni<Claim>> racing = IntStream.range(0, 8)
                .mapToObj(i -> store.claim(fixture.worker(), jobs))
                .toList();

        List<JobId> won = await(Uni.join().all(racing).andFailFast()).stream()
                .flatMap(claim -> claim.jobs().stream())
                .map(ClaimedJob::id)
                .toList();

        assertEquals(200, won.size());
        assertEquals(Set.copyOf(jobs), new HashSet<>(won));
    }

    @Test
    void aClaimNeedsALeaseThatHolds() {
        JobId job = fixture.accept(fixture.email());
        WorkerId worker = fixture.worker();
        fixture.expire(worker);

        assertEquals(new Claim(List.of(), List.of()), await(store.claim(worker, List.of(job))));
        assertEquals(JobState.QUEUED, fixture.state(job));
        assertFalse(await(new WorkerLeases(fixture.pool).renew(worker, Duration.ofMinutes(1))), "it is not revived");
    }

    @Test
    void aWorkerThatLivesKeepsWhatItWorksOnUnderItsNextLease() {
        WorkerId before = fixture.worker();
        ClaimedJob known = fixture.claim(before, fixture.accept(fixture.email()));
        ClaimedJob unknown = fixture.claim(before, fixture.accept(fixture.email()));
        fixture.expire(before);
        WorkerId after = fixture.worker();

        int kept = await(new WorkerLeases(fixture.pool).take(Set.of(before), after, List.of(known.id())));
        await(new JobRescue(fixture.pool).rescue(10, 3, Set.of()));

        assertEquals(1, kept);
        assertEquals(JobState.RUNNING, fixture.state(known.id()), "nobody else may send it");
        assertEquals(JobState.QUEUED, fixture.state(unknown.id()), "the worker does not know of it");
        assertEquals(
                Set.of(known.id()),
                await(store.settle("worker", List.of(StoreFixture.settlement(known, JobState.SUCCEEDED)))));
    }

    @Test
    void whatOthersTookBackStaysTheirs() {
        WorkerId before = fixture.worker();
        ClaimedJob job = fixture.claim(before, fixture.accept(fixture.email()));
        fixture.expire(before);
        await(new JobRescue(fixture.pool).rescue(10, 3, Set.of()));
        fixture.claim(fixture.worker(), job.id());

        assertEquals(
                0, await(new WorkerLeases(fixture.pool).take(Set.of(before), fixture.worker(), List.of(job.id()))));
    }

    @Test
    void anExpiredJobIsEndedInsteadOfClaimed() {
        JobId job =
                fixture.accept(fixture.job(StoreFixture.email("Late"), null, Instant.parse("2020-01-01T00:00:00Z")));

        assertEquals(new Claim(List.of(), List.of(job)), await(store.claim(fixture.worker(), List.of(job))));

        assertEquals(JobState.EXPIRED, fixture.state(job));
        assertEquals(List.of("queued", "expired"), fixture.timeline(job));
    }

    @Test
    void theMessageComesBackAsItWas() {
        NewJob email = fixture.email();
        NewJob webhook = fixture.job(StoreFixture.webhook("https://example.test/hook"), null, null);
        fixture.accept(email);
        fixture.accept(webhook);
        WorkerId worker = fixture.worker();

        assertEquals(email.message(), fixture.claim(worker, email.id()).message());
        assertEquals(webhook.message(), fixture.claim(worker, webhook.id()).message());
    }

    @Test
    void anUnreadablePayloadIsSaidSo() {
        JobId job = fixture.accept(fixture.email());
        fixture.execute("UPDATE job SET payload = '[]' WHERE id = $1", job.value());
        ClaimedJob claimed = fixture.claim(fixture.worker(), job);

        assertThrows(UnreadableMessageException.class, claimed::message);
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

    private static Job accepted(List<Acceptance> answers) {
        return assertInstanceOf(Acceptance.Accepted.class, answers.getFirst())
                .jobs()
                .getFirst();
    }
}
