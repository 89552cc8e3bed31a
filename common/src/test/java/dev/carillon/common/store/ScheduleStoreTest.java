package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.schedule.Misfire;
import dev.carillon.common.schedule.Schedule;
import dev.carillon.common.schedule.ScheduleState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What people do to schedules, and what is kept of them. */
class ScheduleStoreTest extends EmptySchedules {

    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

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
}
