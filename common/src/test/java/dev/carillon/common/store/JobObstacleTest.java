package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.job.Priority;
import dev.carillon.common.pause.PauseStores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job's place in its lane, and how fast that moves. */
class JobObstacleTest {

    private static StoreFixture fixture;
    private static JobObstacleReader reader;

    @BeforeAll
    static void migrate() {
        fixture = new StoreFixture("job_obstacles");
        reader = new JobObstacleReader(fixture.pool, PauseStores.on(fixture.pool));
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void clear() {
        fixture.execute("TRUNCATE job, job_attempt, job_count, job_count_change, worker, pause");
    }

    @Test
    void onlyJobsOfItsLaneThatCameBeforeItCount() {
        submit(false, email(Priority.NORMAL), email(Priority.LOW));
        submit(false, webhook());
        submit(true, email(Priority.NORMAL), email(Priority.NORMAL));
        NewJob self = email(Priority.NORMAL);
        submit(true, self);
        submit(true, email(Priority.NORMAL));

        LanePosition position = position(self.id());

        assertEquals(3, position.before());
        assertFalse(position.bounded());
        assertEquals(Optional.empty(), position.expectedWait());
    }

    @Test
    void jobsOfOneBatchStandInItsOrder() {
        List<NewJob> batch =
                IntStream.range(0, 5).mapToObj(_ -> email(Priority.NORMAL)).toList();
        submit(false, batch.toArray(NewJob[]::new));

        for (int place = 0; place < 5; place++) {
            assertEquals(place, position(batch.get(place).id()).before());
        }
    }

    @Test
    void anotherOrganizationsJobsDoNotCount() {
        OrganizationId other = new OrganizationId(UUID.randomUUID());
        NewJob theirs = new NewJob(
                fixture.ids.next(), other, Priority.NORMAL, StoreFixture.email("x"), Map.of(), null, null, 3, null);
        await(fixture.store.accept(List.of(new Submission(other, null, List.of(theirs)))));
        NewJob self = email(Priority.NORMAL);
        submit(false, self);

        assertEquals(0, position(self.id()).before());
    }

    @Test
    void aLongLineIsNotCountedToItsEnd() {
        submit(
                true,
                IntStream.range(0, JobObstacleReader.MOST_BEFORE + 25)
                        .mapToObj(_ -> email(Priority.NORMAL))
                        .toArray(NewJob[]::new));
        NewJob self = email(Priority.NORMAL);
        submit(true, self);
        started(20, Duration.ofMinutes(1));

        LanePosition position = position(self.id());

        assertEquals(JobObstacleReader.MOST_BEFORE, position.before());
        assertTrue(position.bounded());
        assertEquals(Optional.empty(), position.expectedWait(), "what is not counted is not estimated");
    }

    @Test
    void theWaitFollowsFromHowFastTheLaneMovesBeforeTheOldest() {
        NewJob[] before =
                IntStream.range(0, 60).mapToObj(_ -> email(Priority.NORMAL)).toArray(NewJob[]::new);
        submit(true, before);
        submit(true, email(Priority.LOW));
        started(50, Duration.ofSeconds(50));
        NewJob self = email(Priority.NORMAL);
        submit(true, self);

        LanePosition position = position(self.id());

        assertEquals(10, position.before());
        assertEquals(50, position.started());
        assertEquals(1.0, position.startsPerSecond().orElseThrow(), 0.1);
        assertEquals(11.0, position.expectedWait().orElseThrow().toMillis() / 1_000.0, 1.5);
    }

    @Test
    void startsOfLongAgoAndFewStartsSayNothing() {
        submit(true, email(Priority.NORMAL));
        started(1, Duration.ofMinutes(1));
        NewJob self = email(Priority.NORMAL);
        submit(true, self);
        assertEquals(Optional.empty(), position(self.id()).startsPerSecond());

        submit(
                true,
                IntStream.range(0, 30).mapToObj(_ -> email(Priority.NORMAL)).toArray(NewJob[]::new));
        started(30, Duration.ofHours(1));
        NewJob later = email(Priority.NORMAL);
        submit(true, later);
        assertEquals(Optional.empty(), position(later.id()).startsPerSecond());
    }

    @Test
    void whatIsPausedDoesNotCountAsWaitingForAWorker() {
        JobCounts counts = new JobCounts(fixture.pool);
        submit(true, email(Priority.NORMAL));
        submit(false, webhook());
        assertTrue(await(counts.oldestWaiting()).isPresent());

        fixture.execute("INSERT INTO pause (channel, reason, paused_by) VALUES ('email', 'Test', 'test')");
        assertTrue(await(counts.oldestWaiting()).isPresent(), "the webhook waits for a worker");
        fixture.execute("INSERT INTO pause (channel, reason, paused_by) VALUES ('webhook', 'Test', 'test')");

        assertEquals(Optional.empty(), await(counts.oldestWaiting()));
    }

    /** As if so many of the oldest had been started, evenly over the time since, and delivered. */
    private static void started(int jobs, Duration since) {
        fixture.execute("""
                UPDATE job SET state = 'succeeded', finished_at = now(), enqueued_at = NULL, backlogged_at = NULL,
                    started_at = now() - $2::bigint * interval '1 millisecond'
                WHERE id IN (SELECT id FROM job WHERE state = 'queued' AND priority = 1 AND channel = 'email'
                             ORDER BY id LIMIT $1::integer)
                """, jobs, since.toMillis());
    }

    private static NewJob email(Priority priority) {
        return new NewJob(
                fixture.ids.next(),
                fixture.organization,
                priority,
                StoreFixture.email("x"),
                Map.of(),
                null,
                null,
                3,
                null);
    }

    private static NewJob webhook() {
        return fixture.job(StoreFixture.webhook("https://example.test/"), null, null);
    }

    private static void submit(boolean backlogged, NewJob... jobs) {
        Submission submission = fixture.submission(jobs);
        await(fixture.store.accept(List.of(backlogged ? submission.toBacklog() : submission)));
    }

    private static LanePosition position(JobId job) {
        return Objects.requireNonNull(
                await(reader.read(fixture.organization, job)).orElseThrow().position());
    }
}
