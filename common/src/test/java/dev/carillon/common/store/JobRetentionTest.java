package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.job.Priority;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Old jobs leave by weeks; those that are alive, or ended lately, do not. */
class JobRetentionTest {

    private static final Duration KEEP = Duration.ofDays(90);
    private static final Instant LONG_AGO = Instant.parse("2025-03-05T12:00:00Z");
    private static final String WEEK = "_2025w10";

    private static StoreFixture fixture;
    private static JobRetention retention;

    @BeforeAll
    static void migrate() {
        fixture = new StoreFixture("job_retention");
        retention = new JobRetention(fixture.pool);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void anOldWeek() {
        settle();
        fixture.execute("TRUNCATE job, job_attempt, job_key, worker, job_count, job_count_change");
        fixture.execute(
                "DROP TABLE IF EXISTS job_2025w10, job_attempt_2025w10, job_2025w10_kept, job_attempt_2025w10_kept");
        for (String parent : List.of("job", "job_attempt")) {
            fixture.execute("""
                    CREATE TABLE %1$s_2025w10 PARTITION OF %1$s
                    FOR VALUES FROM ('%2$s') TO ('%3$s')
                    """.formatted(parent, bound("2025-03-03"), bound("2025-03-10")));
        }
    }

    @Test
    void aWeekOfWhichAllEndedLongAgoIsGoneAndSoAreItsCounts() {
        JobId old = delivered(LONG_AGO, "400 days");
        JobId young = delivered(Instant.now(), "0");
        assertEquals(2, counted());

        assertEquals(Optional.of(WEEK), detach());
        settle();

        assertEquals(List.of(), fixture.query("SELECT id FROM job WHERE id = $1", old.value()));
        assertEquals(List.of(), fixture.query("SELECT job_id FROM job_attempt WHERE job_id = $1", old.value()));
        assertEquals(JobState.SUCCEEDED, fixture.state(young));
        assertEquals(1, counted());
        assertEquals(List.of("job_2025w10_kept", "job_attempt_2025w10_kept"), tables(), "until it is looked at next");
        assertEquals(Optional.of(WEEK + "_kept"), detach());
        settle();
        assertEquals(List.of(), tables());
        assertEquals(1, counted());
        assertEquals(Optional.empty(), detach());
    }

    @Test
    void whatIsAliveStaysWithItsAttemptsAndGoesOnAsBefore() {
        JobId ended = delivered(LONG_AGO, "400 days");
        JobId retrying = attempted(LONG_AGO, JobState.RETRYING);
        JobId queued = fixture.accept(email(LONG_AGO, "order-42"));

        assertEquals(Optional.of(WEEK), detach());
        settle();

        assertEquals(List.of(), fixture.query("SELECT id FROM job WHERE id = $1", ended.value()));
        assertEquals(JobState.RETRYING, fixture.state(retrying));
        assertEquals(
                1,
                fixture.query("SELECT number FROM job_attempt WHERE job_id = $1", retrying.value())
                        .size());
        assertEquals(2, counted());
        ClaimedJob claimed = fixture.claim(fixture.worker(), queued);
        assertEquals(
                java.util.Set.of(queued),
                await(fixture.store.settle("w", List.of(StoreFixture.settlement(claimed, JobState.SUCCEEDED)))));
        assertEquals(2, counted());
        assertEquals(List.of(), fixture.query("SELECT key FROM job_key"), "its key is free as after any end");
        assertEquals(Optional.empty(), detach(), "one is alive, the other ended lately");
    }

    @Test
    void whatWasAcceptedLongAgoAndEndedLatelyStays() {
        List<JobId> lately = IntStream.range(0, 20)
                .mapToObj(_ -> delivered(LONG_AGO, "1 day"))
                .toList();
        IntStream.range(0, 20).forEach(_ -> delivered(LONG_AGO, "100 days"));

        assertEquals(Optional.of(WEEK), detach());
        // Block by block, as a big week is.
        assertTrue(await(retention.leave(1)));
        while (await(retention.leave(1))) {
            assertEquals(Optional.empty(), detach(), "one week at a time");
        }

        assertEquals(
                lately.stream().map(JobId::value).collect(Collectors.toSet()),
                fixture.query("SELECT id FROM job").stream()
                        .map(row -> row.getUUID("id"))
                        .collect(Collectors.toSet()));
        assertEquals(20, fixture.query("SELECT job_id FROM job_attempt").size());
        assertEquals(20, counted());
        assertEquals(Optional.empty(), detach());
        fixture.execute("UPDATE job SET finished_at = finished_at - interval '90 days'");
        assertEquals(Optional.of(WEEK + "_kept"), detach());
        settle();
        assertEquals(0, counted());
    }

    @Test
    void aWeekWithManyUnfinishedJobsStaysWhole() {
        IntStream.range(0, 3).forEach(_ -> fixture.accept(email(LONG_AGO, null)));

        assertEquals(Optional.empty(), await(retention.detach(KEEP, 2)));
        assertEquals(Optional.of(WEEK), await(retention.detach(KEEP, 3)));
        settle();
        assertEquals(3, fixture.query("SELECT id FROM job").size());
    }

    @Test
    void thisWeekAndTheLastStayHoweverShortlyJobsAreKept() {
        delivered(Instant.now(), "0");
        delivered(Instant.now().minus(Duration.ofDays(7)), "0");
        detach();
        settle();
        detach();
        settle();

        assertEquals(Optional.empty(), await(retention.detach(Duration.ZERO, 10)));
        assertEquals(2, counted());
    }

    @Test
    void whoIsAtItHoldsNobodyUp() {
        JobId old = delivered(LONG_AGO, "400 days");
        Optional<String> detached =
                await(fixture.pool.withTransaction(reader -> reader.preparedQuery("SELECT FROM job WHERE id = $1")
                        .execute(Tuple.of(old.value()))
                        .chain(() -> retention.detach(KEEP, 10))));

        assertEquals(Optional.empty(), detached, "a long look at jobs is not waited for");
        assertEquals(JobState.SUCCEEDED, fixture.state(old));
        assertEquals(List.of("job_2025w10", "job_attempt_2025w10"), tables());
        assertEquals(Optional.of(WEEK), detach());
    }

    private static Optional<String> detach() {
        return await(retention.detach(KEEP, 1_000));
    }

    private static void settle() {
        while (await(retention.leave())) {
            // The next step.
        }
    }

    private static JobId delivered(Instant accepted, String ago) {
        JobId job = attempted(accepted, JobState.SUCCEEDED);
        fixture.execute("UPDATE job SET finished_at = now() - $2::text::interval WHERE id = $1", job.value(), ago);
        return job;
    }

    private static JobId attempted(Instant accepted, JobState next) {
        JobId job = fixture.accept(email(accepted, null));
        ClaimedJob claimed = fixture.claim(fixture.worker(), job);
        await(fixture.store.settle("w", List.of(StoreFixture.settlement(claimed, next, Duration.ofDays(1)))));
        return job;
    }

    private static NewJob email(Instant accepted, @Nullable String dedupeKey) {
        return new NewJob(
                fixture.ids.at(accepted),
                fixture.organization,
                Priority.NORMAL,
                StoreFixture.email("A subject"),
                Map.of(),
                null,
                null,
                3,
                dedupeKey);
    }

    /** By the counts that are kept, which must be those of the table. */
    private static long counted() {
        Map<String, Long> kept = counts("""
                SELECT state::text AS state, sum(jobs)::bigint AS jobs
                FROM (SELECT state, jobs FROM job_count UNION ALL SELECT state, change FROM job_count_change) AS counted
                GROUP BY state HAVING sum(jobs) <> 0
                """);
        assertEquals(counts("SELECT state::text AS state, count(*) AS jobs FROM job GROUP BY state"), kept);
        return kept.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<String, Long> counts(String sql) {
        return fixture.query(sql).stream()
                .collect(Collectors.toMap(row -> row.getString("state"), row -> row.getLong("jobs")));
    }

    /** Of the old week, also those that are no partitions any more. */
    private static List<String> tables() {
        return fixture
                .query(
                        "SELECT relname::text AS name FROM pg_class WHERE relkind = 'r' AND relname ~ '2025w10' ORDER BY 1")
                .stream()
                .map(row -> row.getString("name"))
                .toList();
    }

    private static String bound(String day) {
        Row row = fixture.query("SELECT first_job_id(($1::text || ' 00:00+00')::timestamptz)::text AS bound", day)
                .getFirst();
        return row.getString("bound");
    }
}
