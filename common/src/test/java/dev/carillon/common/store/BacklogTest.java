package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.job.Priority;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static StoreFixture fixture;
    private static Backlog backlog;

    @BeforeAll
    static void migrate() {
        fixture = new StoreFixture("backlog");
        backlog = new Backlog(fixture.pool, fixture.timer);
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
    void jobsOfAFullOrganizationWaitInTheBacklogAndOthersDoNot() {
        NewJob flood = fixture.email();
        NewJob other = new NewJob(
                fixture.ids.next(),
                new OrganizationId(UUID.randomUUID()),
                Priority.NORMAL,
                StoreFixture.email("Other"),
                Map.of(),
                null,
                null,
                3,
                null);
        await(fixture.store.accept(List.of(
                fixture.submission(flood).toBacklog(), new Submission(other.organizationId(), null, List.of(other)))));

        assertEquals(
                List.of(new BacklogLane(fixture.organization, Channel.EMAIL, Priority.NORMAL)),
                await(backlog.lanes(null, 10)));
        assertEquals(
                List.of(flood.id()),
                claim(10).jobs().stream().map(ClaimedJob::id).toList());
        assertEquals(JobState.QUEUED, fixture.state(other.id()));
    }

    @Test
    void aScheduledJobOfAFullOrganizationIsScheduledAllTheSame() {
        NewJob later = fixture.job(StoreFixture.email("Later"), Instant.parse("2099-01-01T00:00:00Z"), null);

        await(fixture.store.accept(List.of(fixture.submission(later).toBacklog())));

        assertEquals(JobState.SCHEDULED, fixture.state(later.id()));
        assertEquals(List.of(), await(backlog.lanes(null, 10)));
    }

    @Test
    void aJobThatExpiresThereLeavesNoLaneBehind() {
        JobId late = backlogged(1).getFirst();
        fixture.execute("UPDATE job SET expires_at = now() - interval '1 second' WHERE id = $1", late.value());

        assertEquals(List.of(late), claim(10).expired());

        assertEquals(JobState.EXPIRED, fixture.state(late));
        assertEquals(List.of(), await(backlog.lanes(null, 10)), "workers would look there for ever");
    }

    @Test
    void manyWorkersGetEachJobOnce() {
        Set<JobId> jobs = new HashSet<>(backlogged(100));
        WorkerId worker = fixture.worker();

        List<Claim> claims = await(Uni.join()
                .all(IntStream.range(0, 8)
                        .mapToObj(i -> backlog.claim(worker, List.of(share(lane(), null, 20))))
                        .toList())
                .andFailFast());

        List<JobId> claimed = new ArrayList<>();
        claims.forEach(claim -> claim.jobs().forEach(job -> claimed.add(job.id())));
        // Whoever meets locked rows goes on behind them, so that all are taken.
        assertEquals(100, claimed.size());
        assertEquals(jobs, new HashSet<>(claimed));
    }

    @Test
    void aLaneIsClaimedInOrderAndFromWhereItWasLeft() {
        List<JobId> jobs = backlogged(6);
        WorkerId worker = fixture.worker();

        assertEquals(
                Set.copyOf(jobs.subList(0, 2)), ids(await(backlog.claim(worker, List.of(share(lane(), null, 2))))));
        assertEquals(
                Set.copyOf(jobs.subList(4, 6)),
                ids(await(backlog.claim(worker, List.of(share(lane(), jobs.get(3), 5))))));
    }

    @Test
    void aSettledJobHasLeftTheBacklog() {
        backlogged(1);
        ClaimedJob job = claim(1).jobs().getFirst();

        await(fixture.store.settle("w1", List.of(StoreFixture.settlement(job, JobState.SUCCEEDED))));

        assertEquals(List.of(), await(backlog.lanes(null, 10)));
    }

    @Test
    void aJobFromTheBacklogIsRescuedIntoIt() {
        backlogged(1);
        WorkerId worker = fixture.worker();
        JobId job = await(backlog.claim(worker, List.of(share(lane(), null, 1))))
                .jobs()
                .getFirst()
                .id();
        fixture.expire(worker);

        assertEquals(
                List.of(job),
                await(new JobRescue(fixture.pool).rescue(10, 3, Set.of())).queued());

        assertEquals(List.of(job), claim(5).jobs().stream().map(ClaimedJob::id).toList());
    }

    @Test
    void whatIsPausedIsNotClaimedByAnyWayAndIsKept() {
        for (String scope : List.of(
                "'%s', NULL, NULL".formatted(fixture.organization),
                "NULL, 'email', NULL",
                "NULL, NULL, 1",
                "'%s', 'email', 1".formatted(fixture.organization))) {
            clear();
            fixture.execute(
                    "INSERT INTO organization (id, name, webhook_secret) VALUES ($1, 'Paused', 'whsec_') ON CONFLICT DO NOTHING",
                    fixture.organization.value());
            List<JobId> waiting = backlogged(2);
            JobId inStream = fixture.accept(fixture.email());
            fixture.execute("INSERT INTO pause (organization_id, channel, priority, reason, paused_by) VALUES (" + scope
                    + ", 'Test', 'test')");

            assertEquals(List.of(), await(backlog.lanes(null, 10)), scope);
            assertEquals(0, claim(10).jobs().size(), scope);
            assertEquals(
                    0,
                    await(fixture.store.claim(fixture.worker(), List.of(inStream)))
                            .jobs()
                            .size(),
                    scope);
            assertEquals(1, await(backlog.defer(List.of(inStream))), scope);

            fixture.execute("UPDATE pause SET ends_at = now()");
            assertEquals(
                    Stream.concat(waiting.stream(), Stream.of(inStream)).collect(java.util.stream.Collectors.toSet()),
                    ids(claim(10)),
                    scope);
        }
    }

    @Test
    void aPauseOfSomethingElseStopsNothing() {
        fixture.execute("INSERT INTO pause (channel, reason, paused_by) VALUES ('webhook', 'Test', 'test')");
        fixture.execute("INSERT INTO pause (priority, reason, paused_by) VALUES (0, 'Test', 'test')");
        backlogged(1);

        assertEquals(1, claim(10).jobs().size());
    }

    @Test
    void whatComesDueAtOnceIsSharedOutBetweenStreamsAndBacklog() {
        for (int i = 0; i < 10; i++) {
            fixture.accept(
                    fixture.job(StoreFixture.email("Nine o'clock"), Instant.parse("2099-01-01T00:00:00Z"), null));
        }
        fixture.execute("UPDATE job SET due_at = now()");

        Promotion first = await(fixture.store.promote(5, 3, Set.of()));
        Promotion second = await(fixture.store.promote(5, 3, Set.of(fixture.organization)));

        assertEquals(
                List.of(5, 3, 5, 0),
                List.of(
                        first.total(),
                        first.ready().size(),
                        second.total(),
                        second.ready().size()));
        assertEquals(7, claim(10).jobs().size());
    }

    @Test
    void theOldestWaitingJobIsFoundThereToo() {
        backlogged(1);
        fixture.execute("UPDATE job SET timeline_times = ARRAY[now() - interval '1 hour']");

        assertEquals(
                60,
                await(new JobCounts(fixture.pool).oldestWaiting()).orElseThrow().toMinutes());
    }

    @Test
    void claimsOfNeighboursStayHeapOnly() {
        backlogged(400);
        // Every index has them.
        fixture.execute("UPDATE job SET expires_at = now() + interval '1 hour'");
        fixture.execute("VACUUM FULL job");
        long[] before = updates();

        assertEquals(400, claim(400).jobs().size());

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> updates()[0] - before[0] >= 400);
        long[] after = updates();
        assertTrue(after[1] - before[1] >= 380, () -> (after[1] - before[1]) + " of 400 claims were heap-only");
    }

    /** All updates of jobs so far, and those of them that touched no index. */
    private static long[] updates() {
        // Connections tell their statistics late, unless they are asked to.
        IntStream.range(0, 8).forEach(_ -> fixture.query("SELECT pg_stat_force_next_flush()"));
        Row row = fixture.query("""
                SELECT sum(n_tup_upd)::bigint, sum(n_tup_hot_upd)::bigint FROM pg_stat_user_tables WHERE relname LIKE 'job\\_2%'
                """).getFirst();
        return new long[] {row.getLong(0), row.getLong(1)};
    }

    @Test
    void whatIsNotQueuedAnyMoreIsNotDeferred() {
        JobId job = fixture.accept(fixture.email());
        fixture.claim(fixture.worker(), job);

        assertEquals(0, await(backlog.defer(List.of(job))));
        assertNotNull(column(job, "enqueued_at"));
        assertNull(column(job, "backlogged_at"));
    }

    private static Object column(JobId job, String name) {
        return fixture.query("SELECT " + name + " FROM job WHERE id = $1", job.value())
                .getFirst()
                .getValue(0);
    }

    /** That many queued jobs in the backlog, in their order. */
    private static List<JobId> backlogged(int count) {
        NewJob[] jobs = IntStream.range(0, count).mapToObj(i -> fixture.email()).toArray(NewJob[]::new);
        await(fixture.store.accept(List.of(fixture.submission(jobs).toBacklog())));
        return Stream.of(jobs).map(NewJob::id).sorted().toList();
    }

    private static Claim claim(int most) {
        return await(backlog.claim(fixture.worker(), List.of(share(lane(), null, most))));
    }

    private static BacklogLane lane() {
        return new BacklogLane(fixture.organization, Channel.EMAIL, Priority.NORMAL);
    }

    private static Backlog.Share share(BacklogLane lane, @org.jspecify.annotations.Nullable JobId after, int most) {
        return new Backlog.Share(lane, after, most);
    }

    private static Set<JobId> ids(Claim claim) {
        return claim.jobs().stream().map(ClaimedJob::id).collect(java.util.stream.Collectors.toSet());
    }
}
