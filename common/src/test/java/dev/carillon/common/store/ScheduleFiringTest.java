package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleFiringTest extends EmptySchedules {

    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

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

    private static Instant at(Schedule schedule) {
        Instant next = schedule.nextFireAt();
        assertNotNull(next);
        return next;
    }
}
