package dev.carillon.common.bulk;

import static dev.carillon.common.bulk.BulkFixture.in;
import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.store.JobAction;
import dev.carillon.common.store.JobFilter;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many workers that take steps at once, and those that die or stand still in one. */
class BulkRaceTest {

    private static BulkFixture fixture;

    @BeforeAll
    static void migrate() {
        fixture = new BulkFixture("bulk_race");
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void clear() {
        fixture.clear();
    }

    @Test
    void anyNumberOfWorkersMoveEachJobOnce() throws Exception {
        fixture.jobs(1_000, JobState.FAILED);
        BulkOperationId id = fixture.create(JobAction.RETRY, in(JobState.FAILED));

        // Threads of their own: those of the common pool may still see the classes of another test's application.
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int worker = 0; worker < 6; worker++) {
                running.add(workers.submit(() -> {
                    while (fixture.operation(id).state() == BulkState.RUNNING) {
                        fixture.run(new BulkSteps.Pace(20, 100, 1_000_000));
                    }
                }));
            }
            for (Future<?> worker : running) {
                worker.get();
            }
        }

        assertEquals(1_000, fixture.operation(id).done());
        assertEquals(
                1_000L,
                fixture.store
                        .query("SELECT count(*) FROM job WHERE timeline_states = '{failed,queued}'")
                        .getFirst()
                        .getLong(0));
    }

    @Test
    void allWorkersTogetherKeepToThePace() {
        fixture.jobs(1_000, JobState.FAILED);
        BulkOperationId id = fixture.create(JobAction.RETRY, in(JobState.FAILED));
        BulkSteps.Pace slow = new BulkSteps.Pace(50, 1_000, 100);
        fixture.store.execute("UPDATE bulk_pace SET free_at = now() - interval '1 hour'");

        fixture.run(slow);
        assertInstanceOf(BulkStep.None.class, await(fixture.steps.take(slow)));
        await(new BulkSteps(fixture.store.pool, fixture.store.control()).take(slow));

        assertTrue(fixture.operation(id).done() <= 150, "a second's worth and one step, not what an hour had saved up");
        assertTrue(fixture.operation(id).done() >= 100, "what came late is made up for");
    }

    @Test
    void theOrganizationsTakeTurns() {
        OrganizationId other = new OrganizationId(UUID.randomUUID());
        fixture.jobs(200, JobState.FAILED);
        fixture.jobs(other, 50, JobState.FAILED, Map.of());
        fixture.create(JobAction.DISCARD, JobFilter.ALL);
        fixture.create(JobAction.DISCARD, JobFilter.ALL);
        fixture.created(fixture.order(other, JobAction.DISCARD, JobFilter.ALL, null));
        BulkSteps.Pace pace = new BulkSteps.Pace(10, 1_000, 1_000_000);

        for (int step = 0; step < 6; step++) {
            await(fixture.steps.take(pace));
        }

        assertEquals(
                30L,
                fixture.store
                        .query(
                                "SELECT count(*) FROM job WHERE organization_id = $1 AND state = 'discarded'",
                                other.value())
                        .getFirst()
                        .getLong(0));
    }

    @Test
    void aWorkerThatDiesInAStepHasDoneNothingAndAnotherGoesOn() {
        List<JobId> jobs = fixture.jobs(30, JobState.FAILED);
        BulkOperationId id = fixture.create(JobAction.DISCARD, JobFilter.ALL);
        BulkSteps.Pace pace = new BulkSteps.Pace(10, 100, 1_000_000);
        await(fixture.steps.take(pace));

        SqlConnection holder = await(fixture.store.pool.getConnection());
        await(holder.query("BEGIN").execute());
        await(holder.preparedQuery("SELECT id FROM job WHERE id = $1 FOR UPDATE")
                .execute(Tuple.of(jobs.get(15).value())));
        // Stands in the middle of its step, for the row that is held here.
        CompletableFuture<BulkStep> step = fixture.steps.take(pace).subscribeAsCompletionStage();
        Awaitility.await().until(BulkRaceTest::killWhoWaits);
        assertThrows(RuntimeException.class, step::join);
        await(holder.query("ROLLBACK").execute());
        await(holder.close());

        assertEquals(10, fixture.operation(id).done());
        assertEquals(10, fixture.count(JobState.DISCARDED));
        fixture.run(pace);
        assertEquals(30, fixture.operation(id).done());
        assertEquals(30, fixture.count(JobState.DISCARDED));
    }

    @Test
    void aWorkerThatIsStoppedInAStepLosesItsConnection() {
        String patience = await(fixture.store.pool.withTransaction(transaction -> transaction
                .query(BulkSteps.TAKE_PACE)
                .execute()
                .chain(() -> transaction
                        .query("SELECT current_setting('idle_in_transaction_session_timeout') || ' ' || "
                                + "current_setting('lock_timeout')")
                        .execute())
                .map(rows -> rows.iterator().next().getString(0))));

        assertEquals("10s 5s", patience);
        assertEquals(
                "0",
                fixture.store
                        .query("SELECT current_setting('idle_in_transaction_session_timeout')")
                        .getFirst()
                        .getString(0));
    }

    private static boolean killWhoWaits() {
        return !fixture.store
                .query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                        + "WHERE datname = current_database() AND wait_event_type = 'Lock'")
                .isEmpty();
    }
}
