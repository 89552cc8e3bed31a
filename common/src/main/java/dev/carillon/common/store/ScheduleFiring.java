package dev.carillon.common.store;

import static dev.carillon.common.store.JobInsert.array;

import dev.carillon.common.database.QueryTimer;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.schedule.Schedule;
import dev.carillon.common.schedule.ScheduleId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Fires schedules. Any number of workers may do it at once, and may die at any moment: jobs, firings and the schedules' next times
 * are one statement, so no lock is held while a worker thinks.
 */
@Singleton
public class ScheduleFiring {

    private static final String TABLE = "schedule";

    // As many as are small enough together: the messages are read with them.
    static final String DUE = """
            SELECT now() AS now, next_fire_at <= now() AS due, payload_bytes, %s
            FROM (SELECT *, sum(payload_bytes) OVER (ORDER BY next_fire_at, id) - payload_bytes AS bytes_before
                  FROM (SELECT * FROM schedule WHERE next_fire_at <= now() + $1::integer * interval '1 millisecond'
                        ORDER BY next_fire_at LIMIT $2) AS soonest) AS weighed
            WHERE bytes_before < $3
            ORDER BY next_fire_at, id
            """.formatted(ScheduleRow.COLUMNS);

    // Who else is at a schedule is left at it. One that was changed since it was read is not fired by what it was; a
    // moment that was
    // fired before is not fired again, and makes no job.
    static final String FIRE = statement("", "");

    /**
     * The statement that fires, with more before and on a condition.
     *
     * @param first further parts of its {@code WITH}, each followed by a comma
     * @param condition of firing anything, beginning with {@code WHERE}
     */
    static String statement(String first, String condition) {
        return """
            WITH %12$s planned AS (
                SELECT * FROM unnest($%1$d::uuid[], $%2$d::integer[], $%3$d::timestamptz[], $%4$d::integer[], $%5$d::timestamptz[])
                    AS p (id, version, next_fire_at, counted, last_fire_at)),
            mine AS MATERIALIZED (
                SELECT schedule.id FROM schedule JOIN planned USING (id, version) %13$s FOR UPDATE OF schedule SKIP LOCKED),
            moved AS (
                UPDATE schedule
                SET next_fire_at = planned.next_fire_at, last_fire_at = planned.last_fire_at,
                    firings = firings + planned.counted, version = schedule.version + 1
                FROM planned JOIN mine USING (id)
                WHERE schedule.id = mine.id
                RETURNING schedule.id),
            fired AS (
                INSERT INTO schedule_firing (schedule_id, fire_at, fired_at, kind, job_id)
                SELECT f.schedule_id, f.fire_at, now(), f.kind, f.job_id
                FROM unnest($%6$d::uuid[], $%7$d::timestamptz[], $%8$d::text[], $%9$d::uuid[])
                         AS f (schedule_id, fire_at, kind, job_id)
                     JOIN moved ON moved.id = f.schedule_id
                ON CONFLICT (schedule_id, fire_at) DO NOTHING
                RETURNING job_id),
            made AS (
                %10$s
                WHERE n.id IN (SELECT job_id FROM fired)
                %11$s)
            SELECT NULL::uuid AS schedule_id, id, state, created_at FROM made
            UNION ALL
            SELECT id, NULL, NULL, NULL FROM moved
            """.formatted(
                        JobInsert.PARAMETERS + 1,
                        JobInsert.PARAMETERS + 2,
                        JobInsert.PARAMETERS + 3,
                        JobInsert.PARAMETERS + 4,
                        JobInsert.PARAMETERS + 5,
                        JobInsert.PARAMETERS + 6,
                        JobInsert.PARAMETERS + 7,
                        JobInsert.PARAMETERS + 8,
                        JobInsert.PARAMETERS + 9,
                        JobInsert.SQL,
                        JobInsert.RETURNING,
                        first,
                        condition);
    }

    /** How many parameters it takes; those of the further parts follow. */
    static final int PARAMETERS = JobInsert.PARAMETERS + 9;

    static final String PARK = """
            UPDATE schedule
            SET paused_at = now(), pause_reason = $3, next_fire_at = NULL, updated_at = now(), version = version + 1
            WHERE id = $1 AND version = $2
            """;

    private final Pool pool;
    private final QueryTimer timer;

    ScheduleFiring(Pool pool, QueryTimer timer) {
        this.pool = pool;
        this.timer = timer;
    }

    /**
     * What became of plans.
     *
     * @param schedules those that were fired as planned; others were changed meanwhile, or somebody else has them
     * @param jobs that were made
     */
    public record Fired(Set<ScheduleId> schedules, List<Job> jobs) {}

    /**
     * The schedules that are due, the longest due first.
     *
     * @param ahead to tell what becomes due within this
     * @param most so many
     * @param bytes of messages that are read, about, but for the first
     */
    public Uni<DueSchedules> due(Duration ahead, int most, int bytes) {
        return timer.time(
                "due",
                TABLE,
                () -> pool.preparedQuery(DUE)
                        .execute(Tuple.of(Math.toIntExact(ahead.toMillis()), most, bytes))
                        .map(ScheduleFiring::due));
    }

    /**
     * Makes the jobs and moves the schedules on, in one commit.
     *
     * @param backlogged organizations whose jobs go to the backlog; the others' want to be published
     */
    public Uni<Fired> fire(List<PlannedFiring> plans, Set<OrganizationId> backlogged) {
        return timer.time("fire", TABLE, () -> fire(pool, FIRE, plans, backlogged, Function.identity()));
    }

    /** The same by a statement with more values. */
    static Uni<Fired> fire(
            SqlClient client,
            String statement,
            List<PlannedFiring> plans,
            Set<OrganizationId> backlogged,
            Function<Tuple, Tuple> more) {
        List<Fireable> jobs = plans.stream()
                .flatMap(plan -> plan.jobs().stream().map(job -> new Fireable(plan.schedule(), job)))
                .toList();
        return client.preparedQuery(statement)
                .execute(more.apply(values(plans, jobs, backlogged)))
                .map(rows -> fired(rows, jobs));
    }

    /** Pauses a schedule that cannot be fired, so that it does not keep others from it. Nothing happens if it changed meanwhile. */
    public Uni<Void> park(ScheduleKey schedule, String reason) {
        return pool.preparedQuery(PARK)
                .execute(Tuple.of(schedule.id().value(), schedule.version(), reason))
                .replaceWithVoid();
    }

    private record Fireable(Schedule schedule, PlannedFiring.TimedJob timed) {

        NewJob job() {
            return timed.job();
        }
    }

    private static DueSchedules due(RowSet<Row> rows) {
        Instant now = Instant.EPOCH;
        List<DueSchedules.Weighed> schedules = new ArrayList<>();
        List<DueSchedules.Unreadable> unreadable = new ArrayList<>();
        Duration untilNext = null;
        for (Row row : rows) {
            now = ScheduleStore.now(row);
            if (!row.getBoolean("due")) {
                untilNext = Duration.between(
                        now, row.getOffsetDateTime("next_fire_at").toInstant());
                break;
            }
            try {
                schedules.add(new DueSchedules.Weighed(ScheduleRow.schedule(row), row.getInteger("payload_bytes")));
            } catch (RuntimeException e) {
                unreadable.add(new DueSchedules.Unreadable(
                        new ScheduleKey(new ScheduleId(row.getUUID("id")), row.getInteger("version")),
                        String.valueOf(e.getMessage())));
            }
        }
        return new DueSchedules(now, schedules, unreadable, untilNext);
    }

    private static Tuple values(List<PlannedFiring> plans, List<Fireable> jobs, Set<OrganizationId> backlogged) {
        Boolean[] conditional = jobs.stream().map(_ -> true).toArray(Boolean[]::new);
        return JobInsert.values(jobs.stream().map(Fireable::job).toList(), conditional, backlogged)
                .addArrayOfUUID(array(plans, plan -> plan.schedule().id().value(), new UUID[0]))
                .addArrayOfInteger(array(plans, plan -> plan.schedule().version(), new Integer[0]))
                .addArrayOfOffsetDateTime(array(plans, plan -> JobRow.time(plan.nextFireAt()), new OffsetDateTime[0]))
                .addArrayOfInteger(array(plans, PlannedFiring::counted, new Integer[0]))
                .addArrayOfOffsetDateTime(array(plans, plan -> JobRow.time(plan.lastFireAt()), new OffsetDateTime[0]))
                .addArrayOfUUID(array(jobs, job -> job.schedule().id().value(), new UUID[0]))
                .addArrayOfOffsetDateTime(
                        array(jobs, job -> JobRow.time(job.timed().fireAt()), new OffsetDateTime[0]))
                .addArrayOfString(array(jobs, job -> job.timed().kind().wireName(), new String[0]))
                .addArrayOfUUID(array(jobs, job -> job.job().id().value(), new UUID[0]));
    }

    private static Fired fired(RowSet<Row> rows, Collection<Fireable> asked) {
        Map<UUID, NewJob> jobs = asked.stream()
                .map(Fireable::job)
                .collect(Collectors.toMap(job -> job.id().value(), Function.identity()));
        Set<ScheduleId> schedules = new HashSet<>();
        List<Job> made = new ArrayList<>();
        for (Row row : rows) {
            UUID schedule = row.getUUID("schedule_id");
            if (schedule != null) {
                schedules.add(new ScheduleId(schedule));
                continue;
            }
            NewJob job = jobs.get(row.getUUID("id"));
            if (job != null) {
                made.add(JobInsert.accepted(job, row));
            }
        }
        return new Fired(schedules, made);
    }
}
