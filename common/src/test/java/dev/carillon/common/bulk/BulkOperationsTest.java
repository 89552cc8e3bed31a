package dev.carillon.common.bulk;

import static dev.carillon.common.bulk.BulkFixture.in;
import static dev.carillon.common.bulk.BulkFixture.key;
import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.store.JobAction;
import dev.carillon.common.store.JobFilter;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BulkOperationsTest {

    private static final Pattern SCAN = Pattern.compile("Seq Scan on (job(_\\d|\\b)|job_key|bulk_operation|api_key)");

    private static final Pattern ROWS_READ = Pattern.compile("actual rows=(\\d+)");

    private static BulkFixture fixture;

    @BeforeAll
    static void migrate() {
        fixture = new BulkFixture("bulk_operations");
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
    void theFilterReadsBackAsItWasGiven() {
        JobFilter filter = new JobFilter(
                JobState.FAILED,
                dev.carillon.common.job.JobType.EMAIL,
                dev.carillon.common.job.Channel.EMAIL,
                Map.of("a", "1", "b", "2"),
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-02-01T00:00:00Z"));

        BulkOperationId id = fixture.create(JobAction.DISCARD, filter);

        assertEquals(filter, fixture.operation(id).filter());
        assertEquals(JobAction.DISCARD, fixture.operation(id).action());
    }

    @Test
    void theSameRequestIsDoneOnceAndAnotherRefused() {
        NewBulkOperation first = fixture.order(fixture.store.organization, JobAction.RETRY, in(null), key("k", "body"));
        NewBulkOperation again = fixture.order(fixture.store.organization, JobAction.RETRY, in(null), key("k", "body"));
        NewBulkOperation other = fixture.order(fixture.store.organization, JobAction.RETRY, in(null), key("k", "else"));
        fixture.created(first);

        BulkRequest replayed = fixture.request(again);

        assertEquals(
                first.id(),
                assertInstanceOf(BulkRequest.Replayed.class, replayed)
                        .operation()
                        .id());
        assertInstanceOf(BulkRequest.KeyReused.class, fixture.request(other));
        assertEquals(
                1,
                await(fixture.operations.list(fixture.store.organization, null, 10))
                        .size());
    }

    @Test
    void oneTooManyIsRefusedAndLeavesItsKeyFree() {
        for (int operation = 0; operation < 3; operation++) {
            fixture.create(JobAction.RETRY, in(null));
        }
        NewBulkOperation fourth =
                fixture.order(fixture.store.organization, JobAction.RETRY, in(null), key("k4", "body"));

        assertInstanceOf(BulkRequest.TooMany.class, fixture.request(fourth));

        fixture.run(BulkFixture.FAST);
        assertInstanceOf(BulkRequest.Created.class, fixture.request(fourth));
    }

    @Test
    void anotherOrganizationsOperationIsAsIfItDidNotExist() {
        OrganizationId other = new OrganizationId(UUID.randomUUID());
        BulkOperationId theirs = fixture.created(fixture.order(other, JobAction.RETRY, in(null), null));

        assertTrue(await(fixture.operations.find(fixture.store.organization, theirs))
                .isEmpty());
        assertTrue(await(fixture.operations.cancel(fixture.store.organization, theirs))
                .isEmpty());
        assertEquals(List.of(), await(fixture.operations.list(fixture.store.organization, null, 10)));
        assertEquals(
                BulkState.RUNNING,
                await(fixture.operations.find(other, theirs)).orElseThrow().state());
    }

    @Test
    void operationsAreListedNewestFirstPageByPage() {
        BulkOperationId first = fixture.create(JobAction.RETRY, in(null));
        BulkOperationId second = fixture.create(JobAction.DISCARD, in(null));
        BulkOperationId third = fixture.create(JobAction.CANCEL, in(null));

        assertEquals(List.of(third, second), ids(null, 2));
        assertEquals(List.of(first), ids(second, 2));
    }

    private static List<BulkOperationId> ids(@org.jspecify.annotations.Nullable BulkOperationId before, int limit) {
        return await(fixture.operations.list(fixture.store.organization, before, limit)).stream()
                .map(BulkOperation::id)
                .toList();
    }

    @Test
    void countingIsGivenUpAndSaysSo() {
        fixture.store.execute("""
                INSERT INTO job (id, organization_id, type, channel, priority, shard, state, max_attempts, created_at, payload,
                                 finished_at, resting_state, timeline_states, timeline_times)
                SELECT overlay(overlay(gen_random_uuid()::text PLACING '7' FROM 15) PLACING left(first_job_id(now())::text, 8)
                               FROM 1 FOR 8)::uuid,
                       $1, 'email', 'email', 1, 0, 'failed', 3, now(), '{}', now(), 'failed', '{failed}', ARRAY[now()]
                FROM generate_series(1, 100100)
                """, fixture.store.organization.value());
        NewBulkOperation order = new NewBulkOperation(
                new BulkOperationId(UUID.randomUUID()),
                fixture.store.organization,
                JobAction.RETRY,
                in(JobState.FAILED),
                new dev.carillon.common.identity.Actor(
                        dev.carillon.common.identity.Actor.Kind.API_KEY, UUID.randomUUID()),
                Instant.now().plusSeconds(3_600),
                null);

        BulkMatch match = await(fixture.operations.count(order));

        assertEquals(new BulkMatch(BulkOperations.COUNTED, false), match);
        assertReadsNoMoreThanItsWindow(order.selection());
    }

    /** Sorting all dead letters for every step would take seconds of each. */
    private static void assertReadsNoMoreThanItsWindow(JobSelection selection) {
        fixture.store.execute("ANALYZE job");
        var plan = await(fixture.store
                .pool
                .preparedQuery("EXPLAIN (ANALYZE, TIMING OFF) " + selection.chooseStatement())
                .execute(selection.values(500).addInteger(50)));
        for (Row line : plan) {
            Matcher rows = ROWS_READ.matcher(line.getString(0));
            assertTrue(!rows.find() || Integer.parseInt(rows.group(1)) <= 500, line.getString(0));
        }
    }

    static Stream<Arguments> statements() {
        return Stream.of(
                Arguments.of("count resting", JobSelection.COUNT_RESTING),
                Arguments.of("count unfinished", JobSelection.COUNT_UNFINISHED),
                Arguments.of("choose resting", JobSelection.CHOOSE_RESTING),
                Arguments.of("choose unfinished", JobSelection.CHOOSE_UNFINISHED),
                Arguments.of("create", BulkOperations.CREATE),
                Arguments.of("first request", BulkOperations.FIRST_REQUEST),
                Arguments.of("find", BulkOperations.FIND),
                Arguments.of("list", BulkOperations.LIST),
                Arguments.of("cancel", BulkOperations.CANCEL),
                Arguments.of("forget", BulkOperations.FORGET),
                Arguments.of("waiting", BulkSteps.WAITING),
                Arguments.of("turn", BulkSteps.TAKE_TURN),
                Arguments.of("progress", BulkSteps.PROGRESS),
                Arguments.of("failed", BulkSteps.FAILED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    void aStatementUsesAnIndex(String name, String statement) {
        String plan = await(fixture.store.pool.withTransaction(connection -> connection
                .query("SET LOCAL enable_seqscan = off")
                .execute()
                .chain(() ->
                        connection.query("EXPLAIN (GENERIC_PLAN) " + statement).execute())
                .map(rows -> java.util.stream.StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .collect(Collectors.joining("\n")))));

        assertFalse(SCAN.matcher(plan).find(), () -> name + ":\n" + plan);
    }
}
