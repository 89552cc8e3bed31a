package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.job.Job;
import dev.carillon.common.schedule.Misfire;
import dev.carillon.common.schedule.Schedule;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Many who fire at once, and those who die of it. */
class FiringRaceTest extends EmptySchedules {

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
}
