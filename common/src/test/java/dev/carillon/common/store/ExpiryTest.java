package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.job.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wherever a job waits while its {@code expires_at} passes, no delivery of it is started any more. */
class ExpiryTest {

    private static StoreFixture fixture;

    @BeforeAll
    static void migrate() {
        fixture = new StoreFixture("expiry");
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void clear() {
        fixture.execute("TRUNCATE job, job_attempt, job_key, worker, job_count, job_count_change, pause");
    }

    @Test
    void inItsStream() {
        JobId job = fixture.accept(fixture.email());

        assertExpiresWhenClaimed(job, List.of("queued", "expired"));
    }

    @Test
    void inTheBacklog() {
        NewJob job = fixture.email();
        await(fixture.store.accept(List.of(fixture.submission(job).toBacklog())));
        pass(job.id());

        Claim claim = await(new Backlog(fixture.pool, fixture.timer)
                .claim(
                        fixture.worker(),
                        List.of(new Backlog.Share(
                                new BacklogLane(fixture.organization, Channel.EMAIL, Priority.NORMAL), null, 10))));

        assertEquals(List.of(), claim.jobs());
        assertEquals(List.of(job.id()), claim.expired());
        assertEquals(JobState.EXPIRED, fixture.state(job.id()));
    }

    @Test
    void scheduled() {
        NewJob later = fixture.job(StoreFixture.email("Later"), java.time.Instant.parse("2099-01-01T00:00:00Z"), null);
        JobId job = fixture.accept(later);
        pass(job);

        Promotion promotion = promote(job);

        assertExpired(job, promotion.expired(), List.of("scheduled", "expired"));
        assertEquals(List.of(), promotion.queued());
    }

    @Test
    void queuedAgainAfterItWasScheduled() {
        NewJob later = fixture.job(StoreFixture.email("Later"), java.time.Instant.parse("2099-01-01T00:00:00Z"), null);
        JobId job = fixture.accept(later);
        promote(job);

        assertExpiresWhenClaimed(job, List.of("scheduled", "queued", "expired"));
    }

    @Test
    void beforeItsNextAttempt() {
        JobId job = fixture.accept(fixture.email());
        fixture.execute("UPDATE job SET expires_at = now() + interval '20 milliseconds' WHERE id = $1", job.value());
        settle(job, JobState.RETRYING, Duration.ofDays(30));

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        await(fixture.store.promote(10, 10, Set.of())).expired().contains(job));

        assertExpired(job, List.of(job), List.of("queued", "running", "retrying", "expired"));
    }

    @Test
    void whileItIsPausedAndWaitsForATime() {
        JobId job = fixture.accept(fixture.email());
        settle(job, JobState.SCHEDULED, Duration.ofDays(30));
        fixture.execute("INSERT INTO pause (reason, paused_by) VALUES ('Test', 'test')");
        pass(job);

        Promotion promotion = promote(job);

        assertEquals(List.of(job), promotion.expired());
        assertEquals(JobState.EXPIRED, fixture.state(job));
    }

    @Test
    void thoseThatAreQueuedWithItAreNotHeldUp() {
        JobId late = fixture.accept(fixture.email());
        settle(late, JobState.RETRYING, Duration.ZERO);
        pass(late);
        JobId good = fixture.accept(fixture.email());
        settle(good, JobState.RETRYING, Duration.ZERO);

        Promotion promotion = await(fixture.store.promote(10, 1, Set.of()));

        assertEquals(List.of(late), promotion.expired());
        assertEquals(List.of(good), promotion.queued());
        assertEquals(1, promotion.ready().size(), "what has expired takes nobody's place in the stream");
    }

    @Test
    void waitingForAnAttemptThatComesLater() {
        JobId job = fixture.accept(fixture.email());
        settle(job, JobState.RETRYING, Duration.ofSeconds(1));
        promote(job);

        assertExpiresWhenClaimed(job, List.of("queued", "running", "retrying", "queued", "expired"));
    }

    @Test
    void handedBackByAWorkerThatStops() {
        JobId job = fixture.accept(fixture.email());
        settle(job, JobState.QUEUED, Duration.ZERO);

        assertExpiresWhenClaimed(job, List.of("queued", "running", "queued", "expired"));
    }

    @Test
    void takenBackFromADeadWorker() {
        JobId job = fixture.accept(fixture.email());
        WorkerId dead = fixture.worker();
        fixture.claim(dead, job);
        fixture.expire(dead);
        await(new JobRescue(fixture.pool).rescue(10, 3, java.util.Set.of()));

        assertExpiresWhenClaimed(job, List.of("queued", "running", "queued", "expired"));
    }

    @Test
    void publishedAgain() {
        JobId job = fixture.accept(fixture.email());
        fixture.execute("UPDATE job SET enqueued_at = now() - interval '1 hour' WHERE id = $1", job.value());

        assertExpiresWhenClaimed(job, List.of("queued", "expired"));
    }

    @Test
    void anExpiredJobGivesItsDedupeKeyBack() {
        NewJob first = fixture.deduplicated("k");
        fixture.accept(first);
        assertExpiresWhenClaimed(first.id(), List.of("queued", "expired"));

        Acceptance answer = await(fixture.store.accept(List.of(fixture.submission(fixture.deduplicated("k")))))
                .getFirst();

        assertEquals(Set.of(), ((Acceptance.Accepted) answer).deduplicated());
    }

    @Test
    void aPersonWhoRetriesAnExpiredJobMeansThatItIsSent() {
        JobId job = fixture.accept(fixture.email());
        assertExpiresWhenClaimed(job, List.of("queued", "expired"));

        var retried = await(fixture.control().retry(fixture.organization, job)).orElseThrow();

        assertNull(retried.expiresAt());
        assertEquals(job, fixture.claim(fixture.worker(), job).id());
    }

    @Test
    void whileItIsPausedInItsStreamOrInTheBacklog() {
        JobId inStream = fixture.accept(fixture.deduplicated("k"));
        NewJob inBacklog = fixture.email();
        await(fixture.store.accept(List.of(fixture.submission(inBacklog).toBacklog())));
        fixture.execute("INSERT INTO pause (reason, paused_by) VALUES ('Test', 'test')");
        pass(inStream);
        pass(inBacklog.id());

        Set<JobId> expired = Set.copyOf(await(expiry().expire(10)));

        assertEquals(Set.of(inStream, inBacklog.id()), expired);
        assertExpired(inStream, List.of(inStream), List.of("queued", "expired"));
        assertExpired(inBacklog.id(), List.of(inBacklog.id()), List.of("queued", "expired"));
        assertEquals(List.of(), fixture.query("SELECT key FROM job_key WHERE kind = 'dedupe'"));
    }

    @Test
    void onlyWhatIsQueuedAndHasExpired() {
        JobId later = fixture.accept(fixture.email());
        fixture.execute("UPDATE job SET expires_at = now() + interval '1 hour' WHERE id = $1", later.value());
        JobId never = fixture.accept(fixture.email());
        JobId running = fixture.accept(fixture.email());
        fixture.claim(fixture.worker(), running);
        pass(running);
        JobId held = fixture.accept(fixture.email());
        settle(held, JobState.HELD, Duration.ZERO);
        pass(held);

        assertEquals(List.of(), await(expiry().expire(10)));
        assertEquals(
                List.of(JobState.QUEUED, JobState.QUEUED, JobState.RUNNING, JobState.HELD),
                List.of(fixture.state(later), fixture.state(never), fixture.state(running), fixture.state(held)));
    }

    @Test
    void theLongestExpiredComeFirst() {
        JobId last = fixture.accept(fixture.email());
        JobId first = fixture.accept(fixture.email());
        pass(last);
        fixture.execute("UPDATE job SET expires_at = now() - interval '1 hour' WHERE id = $1", first.value());

        assertEquals(List.of(first), await(expiry().expire(1)));
        assertEquals(List.of(last), await(expiry().expire(1)));
        assertEquals(List.of(), await(expiry().expire(1)));
    }

    private static JobExpiry expiry() {
        return new JobExpiry(fixture.pool, fixture.timer);
    }

    private static void assertExpiresWhenClaimed(JobId job, List<String> timeline) {
        pass(job);

        Claim claim = await(fixture.store.claim(fixture.worker(), List.of(job)));

        assertEquals(List.of(), claim.jobs());
        assertExpired(job, claim.expired(), timeline);
    }

    private static void assertExpired(JobId job, List<JobId> expired, List<String> timeline) {
        assertEquals(List.of(job), expired);
        assertEquals(timeline, fixture.timeline(job));
        assertTrue(fixture.query(
                        "SELECT id FROM job WHERE id = $1 AND (finished_at IS NULL OR due_at IS NOT NULL)", job.value())
                .isEmpty());
    }

    private static void pass(JobId job) {
        fixture.execute("UPDATE job SET expires_at = now() WHERE id = $1", job.value());
    }

    private static Promotion promote(JobId job) {
        fixture.execute("UPDATE job SET due_at = now() WHERE id = $1", job.value());
        return await(fixture.store.promote(10, 10, Set.of()));
    }

    private static void settle(JobId job, JobState next, Duration delay) {
        ClaimedJob claimed = fixture.claim(fixture.worker(Duration.ofMinutes(1)), job);
        await(fixture.store.settle("w", List.of(StoreFixture.settlement(claimed, next, delay))));
    }
}
