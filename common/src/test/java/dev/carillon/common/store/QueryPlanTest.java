package dev.carillon.common.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.JobType;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every statement finds its rows by an index. The plans are made with sequential scans forbidden, so one that appears all the
 * same says that no index could have served.
 */
class QueryPlanTest {

    private static final Pattern SCAN_OF_JOBS =
            Pattern.compile("Seq Scan on (schedule|webhook_|job(_attempt|_key)?(_\\d|\\b(?!_count)))");

    private static StoreFixture fixture;

    @BeforeAll
    static void migrate() {
        fixture = new StoreFixture("query_plan");
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    static Stream<Arguments> statements() {
        return Stream.of(
                Arguments.of("accept", AcceptStatement.ACCEPT),
                Arguments.of("accept with keys", AcceptStatement.ACCEPT_KEYED),
                Arguments.of("first requests", IdempotencyKeys.FIRST_REQUESTS),
                Arguments.of("first answers", IdempotencyKeys.FIRST_JOBS),
                Arguments.of("take dedupe keys", DeduplicatingAccept.TAKE_DEDUPE_KEYS),
                Arguments.of("holders of dedupe keys", DeduplicatingAccept.HOLDERS),
                Arguments.of("jobs that hold them", DeduplicatingAccept.FIND),
                Arguments.of("remember answers", DeduplicatingAccept.REMEMBER_ANSWERS),
                Arguments.of("holder of one key", JobControl.KEY_HOLDER),
                Arguments.of("claim", ClaimStatement.CLAIM),
                Arguments.of("claim from the backlog", Backlog.CLAIM),
                Arguments.of("lanes of the backlog", Backlog.LANES),
                Arguments.of("defer", Backlog.DEFER),
                Arguments.of("settle", SettleStatement.SETTLE),
                Arguments.of("replay events", EventReplay.STEP),
                Arguments.of("forget replays", EventReplay.FORGET),
                Arguments.of("timelines", JobTimelines.READ),
                Arguments.of("promote", PromoteStatement.PROMOTE),
                Arguments.of("end what has expired", JobExpiry.EXPIRE),
                Arguments.of("rescue", JobRescue.RESCUE),
                Arguments.of("give back unanswered claims", UnansweredClaims.RELEASE),
                Arguments.of("keep jobs under a new lease", WorkerLeases.TAKE),
                Arguments.of("adopt orphans", JobOrphans.ADOPT),
                Arguments.of("oldest waiting", JobCounts.OLDEST),
                Arguments.of("obstacles", JobObstacleReader.SITUATION),
                Arguments.of("position in its lane", JobObstacleReader.POSITION),
                Arguments.of("find", JobReader.FIND),
                Arguments.of("attempts", JobReader.ATTEMPTS),
                Arguments.of("cancel", JobControl.CANCEL),
                Arguments.of("retry", JobControl.RETRY),
                Arguments.of("discard", JobControl.DISCARD),
                Arguments.of("reschedule", JobReschedule.RESCHEDULE),
                Arguments.of("create a schedule", ScheduleStore.INSERT),
                Arguments.of("name of a schedule", ScheduleStore.NAME_TAKEN),
                Arguments.of("fire a schedule by hand", KeyedFiring.FIRE),
                Arguments.of("find a schedule", ScheduleStore.FIND),
                Arguments.of("list schedules", ScheduleStore.LIST),
                Arguments.of("change a schedule", ScheduleStore.CHANGE),
                Arguments.of("delete a schedule", ScheduleStore.DELETE),
                Arguments.of("firings", ScheduleStore.FIRINGS),
                Arguments.of("forget firings", ScheduleStore.FORGET_FIRINGS),
                Arguments.of("due schedules", ScheduleFiring.DUE),
                Arguments.of("fire schedules", ScheduleFiring.FIRE),
                Arguments.of("park a schedule", ScheduleFiring.PARK),
                Arguments.of("forget keys", StoreUpkeep.FORGET_KEYS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    void aStatementUsesAnIndex(String name, String statement) {
        String plan = plan(statement);

        assertFalse(SCAN_OF_JOBS.matcher(plan).find(), () -> name + ":\n" + plan);
    }

    static Stream<Arguments> filters() {
        return Stream.of(
                Arguments.of(JobFilter.ALL, "organization_id_id_idx"),
                Arguments.of(new JobFilter(JobState.FAILED, null, null, Map.of(), null, null), "resting_state_id_idx"),
                Arguments.of(
                        new JobFilter(JobState.HELD, null, Channel.EMAIL, Map.of(), null, null),
                        "resting_state_id_idx"),
                Arguments.of(
                        new JobFilter(JobState.QUEUED, JobType.EMAIL, null, Map.of(), null, null),
                        "organization_id_id_idx"),
                Arguments.of(new JobFilter(null, null, null, Map.of("order", "42"), null, null), "idx"));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aListUsesTheIndexOfItsFilter(JobFilter filter, String index) {
        String plan = plan(
                JobReader.listStatement(fixture.organization, filter, null, 20).sql());

        assertFalse(SCAN_OF_JOBS.matcher(plan).find(), plan);
        assertTrue(plan.contains(index), plan);
    }

    @Test
    void theCheckItselfCanFail() {
        String plan = plan("SELECT id FROM job WHERE last_error = $1");

        assertTrue(SCAN_OF_JOBS.matcher(plan).find(), plan);
    }

    /** The plan that serves all values. */
    private static String plan(String statement) {
        return StoreFixture.await(fixture.pool.withTransaction(connection -> connection
                .query("SET LOCAL enable_seqscan = off")
                .execute()
                .chain(() ->
                        connection.query("EXPLAIN (GENERIC_PLAN) " + statement).execute())
                .map(rows -> {
                    List<String> lines = new java.util.ArrayList<>();
                    rows.forEach(row -> lines.add(row.getString(0)));
                    return lines.stream().collect(Collectors.joining("\n"));
                })));
    }
}
