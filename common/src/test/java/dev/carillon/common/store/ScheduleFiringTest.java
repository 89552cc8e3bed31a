package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.Priority;
import dev.carillon.common.schedule.Firing;
import dev.carillon.common.schedule.FiringKind;
import dev.carillon.common.schedule.Misfire;
import dev.carillon.common.schedule.Schedule;
import dev.carillon.common.schedule.ScheduleSettings;
import dev.carillon.common.schedule.ScheduleState;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScheduleFiringTest {

    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private static StoreFixture store;
    private static ScheduleFixture fixture;

    @BeforeAll
    static void migrate() {
        store = new StoreFixture("schedule_firing");
        fixture = new ScheduleFixture(store);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @BeforeEach
    void empty() {
        store.execute("TRUNCATE job, schedule, schedule_firing");
    }

    @Test
    void aDueScheduleMakesItsJobAndItsFiringAndWaitsForItsNextTime() {
        Schedule schedule = fixture.due("report", Duration.ofHours(1), Misfire.ONCE, 1, null);
        Instant time = at(schedule);

        List<Job> made = fixture.fire();

        assertEquals(1, made.size());
        Job job = await(new JobReader(store.pool)
                        .find(store.organization, made.getFirst().id()))
                .orElseThrow();
        assertEquals(made.getFirst(), job);
        assertEquals(JobState.QUEUED, job.state());
        assertEquals(Priority.HIGH, job.priority());
        assertEquals("report", job.tags().get("schedule"));
        assertEquals(4, job.maxAttempts());
        assertEquals(time.plus(Duration.ofHours(2)), job.expiresAt());
        Schedule after = fixture.find(schedule.id());
        assertEquals(time.plus(Duration.ofHours(1)), after.nextFireAt());
        assertEquals(time, after.lastFireAt());
        assertEquals(1, after.firings());
        Firing firing = await(fixture.schedules.firings(store.organization, schedule.id(), END, 10))
                .getFirst();
        assertEquals(time, firing.fireAt());
        assertEquals(FiringKind.ON_TIME, firing.kind());
        assertEquals(job.id(), firing.jobId());
        assertEquals(job.createdAt(), firing.firedAt());
    }

    @Test
    void whoReadTheSameScheduleFiresNothing() {
        fixture.due("report", Duration.ofHours(1), Misfire.ALL, 3, null);
        DueSchedules read = fixture.due();
        DueSchedules readToo = fixture.due();

        ScheduleFiring.Fired first = await(fixture.firing.fire(fixture.plan(read), Set.of()));
        ScheduleFiring.Fired second = await(fixture.firing.fire(fixture.plan(readToo), Set.of()));

        assertEquals(3, first.jobs().size());
        assertTrue(second.jobs().isEmpty());
        assertTrue(second.schedules().isEmpty());
        assertEquals(3, fixture.jobs());
    }

    @Test
    void manyFirersAtOnceFireEachTimeOnce() {
        int schedules = 60;
        for (int number = 0; number < schedules; number++) {
            fixture.due("every-" + number, Duration.ofMinutes(1), Misfire.ALL, 4, null);
        }

        List<CompletableFuture<List<Job>>> firers = IntStream.range(0, 8)
                .mapToObj(_ ->
                        fireUntilNothingIsDue(new ArrayList<>()).subscribe().asCompletionStage())
                .toList();

        Set<Object> made = new HashSet<>();
        int total = 0;
        for (CompletableFuture<List<Job>> firer : firers) {
            List<Job> jobs = firer.join();
            total += jobs.size();
            jobs.forEach(job -> made.add(job.id()));
        }
        assertEquals(schedules * 4, total);
        assertEquals(schedules * 4, made.size());
        assertEquals(schedules * 4, fixture.jobs());
        assertEquals(schedules * 4, fixture.firings());
    }

    private static Uni<List<Job>> fireUntilNothingIsDue(List<Job> made) {
        return fixture.firing
                .due(Duration.ofMillis(250), 7, 1 << 20)
                .chain(due -> due.isEmpty()
                        ? Uni.createFrom().item(made)
                        : fixture.firing.fire(fixture.plan(due), Set.of()).chain(fired -> {
                            made.addAll(fired.jobs());
                            return fireUntilNothingIsDue(made);
                        }));
    }

    /** Its connection ends in the middle of the statement, when rows are written and nothing is committed. */
    @Test
    void aFirerThatDiesInTheMiddleHasFiredNothingAndTheNextFiresOnce() {
        fixture.due("report", Duration.ofHours(1), Misfire.ALL, 2, null);
        List<PlannedFiring> plan = fixture.plan(fixture.due());
        CompletableFuture<ScheduleFiring.Fired> dying = await(store.pool.withTransaction(blocker -> blocker.query(
                        "LOCK TABLE job_count_change IN ACCESS EXCLUSIVE MODE")
                .execute()
                .chain(() -> {
                    CompletableFuture<ScheduleFiring.Fired> firing =
                            fixture.firing.fire(plan, Set.of()).subscribe().asCompletionStage();
                    // Apart from the blocker: in one transaction, what others do looks the same all the time.
                    return store.pool
                            .query("""
                            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                            WHERE wait_event_type = 'Lock' AND datname = current_database()
                            """)
                            .execute()
                            .repeat()
                            .withDelay(Duration.ofMillis(10))
                            .until(rows -> rows.rowCount() > 0)
                            .collect()
                            .last()
                            .replaceWith(firing);
                })));
        Awaitility.await().until(dying::isDone);
        assertTrue(dying.isCompletedExceptionally());
        assertEquals(0, fixture.jobs());
        assertEquals(0, fixture.firings());

        assertEquals(2, fixture.fire().size());

        assertEquals(2, fixture.jobs());
        assertTrue(fixture.fire().isEmpty());
    }

    @Test
    void aLockedScheduleHoldsUpNoOther() {
        Schedule held = fixture.due("held", Duration.ofHours(1), Misfire.ONCE, 1, null);
        Schedule free = fixture.due("free", Duration.ofHours(1), Misfire.ONCE, 1, null);
        List<PlannedFiring> plans = fixture.plan(fixture.due());

        ScheduleFiring.Fired fired = await(store.pool.withTransaction(
                other -> other.preparedQuery("SELECT id FROM schedule WHERE id = $1 FOR UPDATE")
                        .execute(io.vertx.mutiny.sqlclient.Tuple.of(held.id().value()))
                        .chain(() -> fixture.firing.fire(plans, Set.of()))));

        assertEquals(Set.of(free.id()), fired.schedules());
        assertEquals(1, fixture.fire().size());
    }

    @Test
    void aMomentThatFiredOnceDoesNotFireAgainWhateverTheScheduleSays() {
        Schedule schedule = fixture.due("report", Duration.ofHours(1), Misfire.ONCE, 1, null);
        fixture.fire();
        store.execute(
                "UPDATE schedule SET next_fire_at = $2 WHERE id = $1",
                schedule.id().value(),
                at(schedule).atOffset(java.time.ZoneOffset.UTC));

        assertTrue(fixture.fire().isEmpty());

        assertEquals(1, fixture.jobs());
        assertEquals(
                at(schedule).plus(Duration.ofHours(1)),
                fixture.find(schedule.id()).nextFireAt());
    }

    @Test
    void whatWasPausedReplacedOrDeletedSinceItWasReadDoesNotFire() {
        Schedule paused = fixture.due("paused", Duration.ofHours(1), Misfire.ONCE, 1, null);
        Schedule replaced = fixture.due("replaced", Duration.ofHours(1), Misfire.ONCE, 1, null);
        Schedule deleted = fixture.due("deleted", Duration.ofHours(1), Misfire.ONCE, 1, null);
        List<PlannedFiring> plans = fixture.plan(fixture.due());
        ScheduleSettings other = fixture.settings("other", Duration.ofHours(3), Misfire.ALL, null);
        await(fixture.schedules.change(store.organization, paused.id(), Schedule::paused));
        await(fixture.schedules.change(store.organization, replaced.id(), (found, now) -> found.replaced(other, now)));
        assertTrue(await(fixture.schedules.delete(store.organization, deleted.id())));

        ScheduleFiring.Fired fired = await(fixture.firing.fire(plans, Set.of()));

        assertTrue(fired.jobs().isEmpty());
        assertEquals(0, fixture.jobs());
        assertEquals(ScheduleState.PAUSED, fixture.find(paused.id()).state());
        assertEquals(ScheduleState.ACTIVE, fixture.find(replaced.id()).state());
    }

    @Test
    void theLimitEndsAScheduleAndFiringByHandDoesNotCount() {
        Schedule schedule = fixture.due("twice", Duration.ofMinutes(1), Misfire.ALL, 3, 2);
        Schedule read = fixture.find(schedule.id());
        Instant now = await(fixture.schedules.now());
        PlannedFiring byHand = new PlannedFiring(
                read,
                List.of(new PlannedFiring.TimedJob(
                        read.settings().template().job(store.ids.at(now), store.organization, now),
                        now,
                        FiringKind.MANUAL)),
                read.nextFireAt(),
                0);
        assertEquals(
                1, await(fixture.firing.fire(List.of(byHand), Set.of())).jobs().size());

        assertEquals(2, fixture.fire().size());

        Schedule ended = fixture.find(schedule.id());
        assertEquals(2, ended.firings());
        assertNull(ended.nextFireAt());
        assertEquals(ScheduleState.ENDED, ended.state());
        assertEquals(3, fixture.jobs());
    }

    @Test
    void whatIsDueSoonIsToldInAdvanceAndDoesNotFire() {
        Schedule schedule = fixture.due("soon", Duration.ofHours(1), Misfire.ONCE, 1, null);
        store.execute(
                "UPDATE schedule SET next_fire_at = now() + interval '1 minute' WHERE id = $1",
                schedule.id().value());

        DueSchedules due = await(fixture.firing.due(Duration.ofMinutes(2), 100, 1 << 20));

        assertTrue(due.isEmpty());
        Duration wait = due.untilNext();
        assertNotNull(wait);
        assertTrue(wait.toSeconds() >= 50 && wait.toSeconds() <= 60, wait.toString());
        assertNull(fixture.due().untilNext());
    }

    @Test
    void largeMessagesAreReadFewAtATimeAndAtLeastOne() {
        for (int number = 0; number < 5; number++) {
            fixture.due("large-" + number, Duration.ofHours(1), Misfire.ONCE, 1, null);
        }
        store.execute("UPDATE schedule SET payload_bytes = 1000");

        assertEquals(
                2,
                await(fixture.firing.due(Duration.ZERO, 100, 1_500)).schedules().size());
        assertEquals(
                1, await(fixture.firing.due(Duration.ZERO, 100, 10)).schedules().size());
    }

    @Test
    void aScheduleThatNobodyUnderstandsIsParkedAndHoldsUpNoOther() {
        Schedule broken = fixture.due("broken", Duration.ofHours(1), Misfire.ONCE, 2, null);
        fixture.due("whole", Duration.ofHours(1), Misfire.ONCE, 1, null);
        store.execute(
                "UPDATE schedule SET every = NULL, anchor = NULL, cron = '0 9 * * *', time_zone = 'Atlantis/City' WHERE id = $1",
                broken.id().value());

        DueSchedules due = fixture.due();
        assertEquals(1, due.schedules().size());
        assertEquals(broken.id(), due.unreadable().getFirst().key().id());
        await(fixture.firing.park(due.unreadable().getFirst().key(), "Unknown time zone"));

        assertTrue(fixture.due().unreadable().isEmpty());
        assertEquals(
                "Unknown time zone",
                store.query(
                                "SELECT pause_reason FROM schedule WHERE id = $1",
                                broken.id().value())
                        .getFirst()
                        .getString(0));
    }

    @Test
    void jobsOfABackloggedOrganizationGoToTheBacklog() {
        fixture.due("report", Duration.ofHours(1), Misfire.ONCE, 1, null);

        await(fixture.firing.fire(fixture.plan(fixture.due()), Set.of(store.organization)));

        assertEquals(
                1,
                store.query("SELECT count(*) FROM job WHERE backlogged_at IS NOT NULL AND enqueued_at IS NULL")
                        .getFirst()
                        .getLong(0));
    }

    @Test
    void anotherOrganizationsScheduleIsAsIfItDidNotExist() {
        Schedule schedule = fixture.due("report", Duration.ofHours(1), Misfire.ONCE, 1, null);
        fixture.fire();
        var other = new dev.carillon.common.identity.OrganizationId(java.util.UUID.randomUUID());

        assertTrue(await(fixture.schedules.find(other, schedule.id())).isEmpty());
        assertTrue(await(fixture.schedules.change(other, schedule.id(), Schedule::paused))
                .isEmpty());
        assertFalse(await(fixture.schedules.delete(other, schedule.id())));
        assertTrue(
                await(fixture.schedules.firings(other, schedule.id(), END, 10)).isEmpty());
        assertTrue(await(fixture.schedules.list(other, "", 10)).isEmpty());
    }

    @Test
    void aNameIsTakenOnce() {
        fixture.due("report", Duration.ofHours(1), Misfire.ONCE, 1, null);
        Schedule other = fixture.due("other", Duration.ofHours(1), Misfire.ONCE, 1, null);
        Schedule same = Schedule.create(
                dev.carillon.common.schedule.ScheduleId.random(),
                store.organization,
                fixture.settings("report", Duration.ofHours(1), Misfire.ONCE, null),
                await(fixture.schedules.now()));

        assertEquals(ScheduleStore.Creation.NAME_TAKEN, await(fixture.schedules.create(same, 1_000)));
        Throwable refused = assertThrows(
                Throwable.class,
                () -> await(fixture.schedules.change(
                        store.organization, other.id(), (found, now) -> found.replaced(same.settings(), now))));
        assertTrue(StoreFailure.isDuplicate(refused), refused.toString());
    }

    @Test
    void changesAtOnceAreAllMade() {
        Schedule schedule = fixture.due("report", Duration.ofHours(1), Misfire.ONCE, 1, null);

        List<CompletableFuture<?>> changes = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            changes.add(fixture.schedules
                    .change(store.organization, schedule.id(), Schedule::paused)
                    .subscribe()
                    .asCompletionStage());
            changes.add(fixture.firing
                    .fire(fixture.plan(fixture.due()), Set.of())
                    .subscribe()
                    .asCompletionStage());
        }
        changes.forEach(CompletableFuture::join);

        assertEquals(ScheduleState.PAUSED, fixture.find(schedule.id()).state());
        assertTrue(fixture.jobs() <= 1);
    }

    @Test
    void oldFiringsAreForgotten() {
        fixture.due("report", Duration.ofHours(1), Misfire.ALL, 3, null);
        fixture.fire();
        store.execute("UPDATE schedule_firing SET fired_at = now() - interval '8 days' WHERE kind = 'late'");

        assertEquals(2, await(fixture.schedules.forgetFirings(7, 100)));

        assertEquals(1, fixture.firings());
    }

    private static Instant at(Schedule schedule) {
        Instant next = schedule.nextFireAt();
        assertNotNull(next);
        return next;
    }
}
