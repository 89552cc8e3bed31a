package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.job.Priority;
import dev.carillon.common.store.JobChanges.Change;
import dev.carillon.common.store.JobReschedule.Rescheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobRescheduleTest {

    private static final Instant TOMORROW = Instant.parse("2099-01-01T00:00:00Z");
    private static final Instant DAY_AFTER = Instant.parse("2099-01-02T00:00:00Z");

    private static StoreFixture fixture;
    private static JobReschedule reschedule;

    @BeforeAll
    static void migrate() {
        fixture = new StoreFixture("job_reschedule");
        reschedule = new JobReschedule(fixture.pool);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void clear() {
        fixture.execute("TRUNCATE job, job_attempt, job_key, worker, job_count, job_count_change");
    }

    @Test
    void aQueuedJobThatIsPutOffIsNotClaimedAndIsQueuedWhenDue() {
        JobId job = fixture.accept(fixture.email());

        Rescheduled changed = change(job, runAt(TOMORROW)).orElseThrow();

        assertEquals(JobState.SCHEDULED, changed.job().state());
        assertEquals(TOMORROW, changed.job().runAt());
        assertEquals(TOMORROW, changed.job().dueAt());
        assertFalse(changed.ready());
        assertEquals(List.of("queued", "scheduled"), fixture.timeline(job));
        Claim claim = await(fixture.store.claim(fixture.worker(), List.of(job)));
        assertTrue(claim.jobs().isEmpty(), "its old entry is worth nothing");
        fixture.execute("UPDATE job SET due_at = now() WHERE id = $1", job.value());
        await(fixture.store.promote(10, 10, Set.of()));
        assertEquals(job, fixture.claim(fixture.worker(), job).id());
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"SCHEDULED", "RETRYING"})
    void aWaitingJobThatIsMovedToNowIsReadyAtOnce(JobState state) {
        for (Instant past : new Instant[] {null, Instant.EPOCH}) {
            JobId job = waiting(state);

            Rescheduled changed = change(job, runAt(past)).orElseThrow();

            assertEquals(JobState.QUEUED, changed.job().state());
            assertTrue(changed.ready());
            assertNull(changed.job().dueAt());
            assertEquals(past, changed.job().runAt());
            assertEquals(job, fixture.claim(fixture.worker(), job).id());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"SCHEDULED", "RETRYING"})
    void anotherTimeMovesAWaitingJobAndNotItsState(JobState state) {
        JobId job = waiting(state);
        List<String> before = fixture.timeline(job);

        Rescheduled changed = change(job, runAt(DAY_AFTER)).orElseThrow();

        assertEquals(state, changed.job().state());
        assertEquals(DAY_AFTER, changed.job().dueAt());
        assertEquals(before, fixture.timeline(job));
        assertFalse(changed.ready());
    }

    @Test
    void whatIsNotGivenStays() {
        NewJob job = new NewJob(
                fixture.ids.next(),
                fixture.organization,
                Priority.LOW,
                StoreFixture.email("Stays"),
                Map.of("a", "1"),
                TOMORROW,
                DAY_AFTER,
                7,
                null);
        fixture.accept(job);

        var same = change(job.id(), new JobChanges(null, null, null, null, 5))
                .orElseThrow()
                .job();
        var none = change(job.id(), new JobChanges(null, new Change<>(null), null, Map.of(), null))
                .orElseThrow()
                .job();

        assertEquals(5, same.maxAttempts());
        assertEquals(Priority.LOW, same.priority());
        assertEquals(Map.of("a", "1"), same.tags());
        assertEquals(TOMORROW, same.runAt());
        assertEquals(DAY_AFTER, same.expiresAt());
        assertEquals(Map.of(), none.tags());
        assertNull(none.expiresAt());
        assertEquals(5, none.maxAttempts());
    }

    @Test
    void anotherPriorityWantsAnotherEntryAndTheSameDoesNot() {
        JobId job = fixture.accept(fixture.email());

        assertTrue(change(job, priority(Priority.HIGH)).orElseThrow().ready());
        assertFalse(change(job, priority(Priority.HIGH)).orElseThrow().ready());
        assertFalse(change(job, runAt(Instant.EPOCH)).orElseThrow().ready(), "it is queued already");
        assertEquals(List.of("queued"), fixture.timeline(job));
    }

    @Test
    void inTheBacklogAJobChangesItsLaneAndWantsNoEntry() {
        NewJob job = fixture.email();
        await(fixture.store.accept(List.of(fixture.submission(job).toBacklog())));

        assertFalse(change(job.id(), priority(Priority.HIGH)).orElseThrow().ready());
        Backlog backlog = new Backlog(fixture.pool, fixture.timer);
        assertEquals(Priority.HIGH, await(backlog.lanes(null, 10)).getFirst().priority());
        assertTrue(change(job.id(), runAt(TOMORROW)).isPresent());
        assertEquals(List.of(), await(backlog.lanes(null, 10)));
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"RUNNING", "SUCCEEDED", "FAILED", "CANCELLED", "EXPIRED", "DISCARDED"})
    void aJobThatRunsOrHasEndedStaysAsItIs(JobState state) {
        JobId job = fixture.accept(fixture.email());
        fixture.execute("UPDATE job SET state = $2::text::job_state WHERE id = $1", job.value(), state.wireName());

        assertTrue(change(job, runAt(TOMORROW)).isEmpty());
        assertTrue(change(job, priority(Priority.HIGH)).isEmpty());
        assertEquals(state, fixture.state(job));
    }

    @Test
    void aHeldJobHasNoTimeButOtherwiseChanges() {
        JobId job = fixture.accept(fixture.email());
        fixture.execute(
                "UPDATE job SET state = 'held', resting_state = 'held', enqueued_at = NULL WHERE id = $1", job.value());

        assertTrue(change(job, runAt(TOMORROW)).isEmpty());
        Rescheduled changed = change(job, priority(Priority.HIGH)).orElseThrow();
        assertEquals(JobState.HELD, changed.job().state());
        assertFalse(changed.ready());
    }

    @Test
    void aJobNeverExpiresBeforeItIsDue() {
        JobId both = fixture.accept(fixture.job(StoreFixture.email("Both"), TOMORROW, DAY_AFTER));
        JobId retrying = waiting(JobState.RETRYING);

        assertTrue(change(both, runAt(DAY_AFTER)).isEmpty(), "not before the stored expires_at");
        assertTrue(change(both, expiresAt(TOMORROW)).isEmpty(), "not after the stored run_at");
        assertTrue(change(retrying, expiresAt(Instant.now().plusSeconds(60))).isEmpty(), "not after the next attempt");
        assertTrue(change(both, expiresAt(Instant.EPOCH)).isEmpty(), "not in the future");
        assertTrue(change(
                        both,
                        new JobChanges(
                                new Change<>(DAY_AFTER), new Change<>(DAY_AFTER.plusSeconds(1)), null, null, null))
                .isPresent());
        assertTrue(change(both, priority(Priority.LOW)).isPresent(), "other changes do not ask about times");
    }

    @Test
    void aJobKeepsAnAttempt() {
        JobId job = fixture.accept(fixture.email());
        fixture.execute("UPDATE job SET attempts = 2 WHERE id = $1", job.value());

        assertTrue(change(job, new JobChanges(null, null, null, null, 2)).isEmpty());
        assertEquals(
                3,
                change(job, new JobChanges(null, null, null, null, 3))
                        .orElseThrow()
                        .job()
                        .maxAttempts());
    }

    @Test
    void anotherOrganizationsJobIsAsIfItDidNotExist() {
        JobId job = fixture.accept(fixture.email());

        assertTrue(await(reschedule.reschedule(new OrganizationId(UUID.randomUUID()), job, runAt(TOMORROW)))
                .isEmpty());
        assertEquals(JobState.QUEUED, fixture.state(job));
    }

    @Test
    void aJobThatIsPutOffKeepsItsDedupeKey() {
        NewJob job = fixture.deduplicated("k");
        fixture.accept(job);
        assertTrue(change(job.id(), runAt(TOMORROW)).isPresent());

        Acceptance answer = await(fixture.store.accept(List.of(fixture.submission(fixture.deduplicated("k")))))
                .getFirst();

        assertEquals(Set.of(0), ((Acceptance.Accepted) answer).deduplicated());
    }

    @Test
    void ofAClaimAndAChangeAtOnceExactlyOneComesFirst() {
        WorkerId worker = fixture.worker();
        for (int round = 0; round < 100; round++) {
            JobId job = fixture.accept(fixture.email());

            CompletableFuture<Claim> claim =
                    fixture.store.claim(worker, List.of(job)).subscribeAsCompletionStage();
            CompletableFuture<Optional<Rescheduled>> change = reschedule
                    .reschedule(fixture.organization, job, runAt(TOMORROW))
                    .subscribeAsCompletionStage();

            boolean claimed = !claim.join().jobs().isEmpty();
            assertNotEquals(claimed, change.join().isPresent());
            assertEquals(claimed ? JobState.RUNNING : JobState.SCHEDULED, fixture.state(job));
        }
    }

    private static JobId waiting(JobState state) {
        JobId job = fixture.accept(fixture.job(StoreFixture.email("Waits"), TOMORROW, null));
        if (state == JobState.RETRYING) {
            fixture.execute("UPDATE job SET due_at = now() WHERE id = $1", job.value());
            await(fixture.store.promote(10, 10, Set.of()));
            Settlement failed = StoreFixture.settlement(fixture.claim(fixture.worker(), job), JobState.RETRYING);
            await(fixture.store.settle(
                    "w",
                    List.of(new Settlement(
                            failed.id(),
                            failed.fence(),
                            failed.next(),
                            Duration.ofHours(10),
                            true,
                            failed.outcome(),
                            failed.error(),
                            failed.startedAt(),
                            failed.finishedAt(),
                            failed.provider()))));
        }
        return job;
    }

    private static Optional<Rescheduled> change(JobId job, JobChanges changes) {
        return await(reschedule.reschedule(fixture.organization, job, changes));
    }

    private static JobChanges runAt(@Nullable Instant time) {
        return new JobChanges(new Change<>(time), null, null, null, null);
    }

    private static JobChanges expiresAt(Instant time) {
        return new JobChanges(null, new Change<>(time), null, null, null);
    }

    private static JobChanges priority(Priority priority) {
        return new JobChanges(null, null, priority, null, null);
    }
}
