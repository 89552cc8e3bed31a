package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.job.AttemptOutcome;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds every statement that moves a job, and the picture in the documentation, to the table of legal moves. */
class JobLifecycleTest {

    private static StoreFixture fixture;

    @BeforeAll
    static void migrate() {
        fixture = new StoreFixture("job_lifecycle");
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void theStatementsMakeExactlyTheLegalMoves() {
        WorkerId worker = fixture.worker(Duration.ofHours(1));
        JobControl control = new JobControl(fixture.pool);
        List<Consumer<JobId>> acts = List.of(
                job -> await(fixture.store.claim(worker, List.of(job))),
                job -> {
                    fixture.execute("UPDATE job SET expires_at = now() - interval '1 hour' WHERE id = $1", job.value());
                    await(fixture.store.claim(worker, List.of(job)));
                },
                job -> settle(job, JobState.SUCCEEDED),
                job -> settle(job, JobState.RETRYING),
                job -> settle(job, JobState.SCHEDULED),
                job -> settle(job, JobState.FAILED),
                job -> settle(job, JobState.QUEUED),
                job -> await(fixture.store.promote(10, 10, Set.of())),
                job -> {
                    fixture.execute("UPDATE job SET expires_at = now() - interval '1 hour' WHERE id = $1", job.value());
                    await(fixture.store.promote(10, 10, Set.of()));
                },
                job -> await(new JobRescue(fixture.pool).rescue(10, 3, Set.of())),
                job -> await(new JobRescue(fixture.pool).rescue(10, 1, Set.of())),
                job -> await(new JobRescue(fixture.pool).rescue(10, 3, Set.of(Channel.EMAIL))),
                job -> await(control.cancel(fixture.organization, job)),
                job -> await(control.retry(fixture.organization, job)),
                job -> await(control.discard(fixture.organization, job)),
                job -> reschedule(job, Instant.parse("2099-02-02T00:00:00Z")),
                job -> reschedule(job, null));
        Map<JobState, Set<JobState>> made = new EnumMap<>(JobState.class);
        Map<JobState, Set<JobState>> legal = new EnumMap<>(JobState.class);

        for (JobState from : JobState.values()) {
            legal.put(from, from.next());
            Set<JobState> reached = EnumSet.noneOf(JobState.class);
            for (Consumer<JobId> act : acts) {
                JobId job = jobIn(from);
                act.accept(job);
                JobState to = fixture.state(job);
                if (to != from) {
                    reached.add(to);
                    assertConsistent(job);
                }
            }
            made.put(from, reached);
        }

        assertEquals(legal, made);
    }

    @Test
    void thePictureShowsExactlyTheLegalMoves() throws Exception {
        Set<String> legal = new TreeSet<>();
        for (JobState from : JobState.values()) {
            from.next().forEach(to -> legal.add(from.wireName() + " --> " + to.wireName()));
        }
        Set<String> drawn = new TreeSet<>();
        Pattern arrow = Pattern.compile("^ {4}(\\w+ --> \\w+)", Pattern.MULTILINE);
        arrow.matcher(Files.readString(Path.of("../docs/job-lifecycle.md")))
                .results()
                .forEach(match -> drawn.add(match.group(1)));

        assertEquals(legal, drawn);
    }

    /** A due, overdue or abandoned job in that state, as its columns would be. */
    private static JobId jobIn(JobState state) {
        JobId job =
                fixture.accept(fixture.job(StoreFixture.email("Moves"), Instant.parse("2099-01-01T00:00:00Z"), null));
        fixture.execute("""
                UPDATE job SET state = $2::text::job_state, fence = 1,
                    worker_id = CASE WHEN $2 = 'running' THEN gen_random_uuid() END,
                    enqueued_at = CASE WHEN $2 IN ('queued', 'running') THEN now() END,
                    due_at = CASE WHEN $2 IN ('scheduled', 'retrying') THEN now() END,
                    finished_at = CASE WHEN $2 IN ('succeeded', 'failed', 'cancelled', 'expired', 'discarded') THEN now() END,
                    resting_state = CASE WHEN $2 IN ('held', 'failed', 'cancelled', 'expired', 'discarded') THEN $2::job_state END
                WHERE id = $1
                """, job.value(), state.wireName());
        return job;
    }

    private static void reschedule(JobId job, @Nullable Instant runAt) {
        JobChanges changes = new JobChanges(new JobChanges.Change<>(runAt), null, null, null, null);
        await(new JobReschedule(fixture.pool).reschedule(fixture.organization, job, changes));
    }

    private static void settle(JobId job, JobState next) {
        await(fixture.store.settle(
                "worker-of-test",
                List.of(new Settlement(
                        job,
                        1,
                        next,
                        Duration.ZERO,
                        true,
                        next == JobState.SCHEDULED ? AttemptOutcome.SNOOZED : AttemptOutcome.SUCCEEDED,
                        null,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        "test"))));
    }

    /** The columns by which jobs are found say the same as the state. */
    private static void assertConsistent(JobId job) {
        List<io.vertx.mutiny.sqlclient.Row> wrong = fixture.query("""
                SELECT state::text FROM job
                WHERE id = $1 AND NOT (
                    num_nonnulls(enqueued_at, backlogged_at) = CASE WHEN state IN ('queued', 'running') THEN 1 ELSE 0 END
                    AND (due_at IS NOT NULL) = (state IN ('scheduled', 'retrying'))
                    AND (finished_at IS NOT NULL) = (state IN ('succeeded', 'failed', 'cancelled', 'expired', 'discarded'))
                    AND resting_state IS NOT DISTINCT FROM
                        CASE WHEN state IN ('held', 'failed', 'cancelled', 'expired', 'discarded') THEN state END
                    AND cardinality(timeline_states) = cardinality(timeline_times)
                    AND timeline_states[cardinality(timeline_states)] = state)
                """, job.value());
        assertTrue(
                wrong.isEmpty(),
                () -> "columns do not fit state " + wrong.getFirst().getString(0));
    }
}
