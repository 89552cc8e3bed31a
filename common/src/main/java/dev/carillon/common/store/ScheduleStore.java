package dev.carillon.common.store;

import dev.carillon.common.database.FirstRow;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import dev.carillon.common.schedule.Firing;
import dev.carillon.common.schedule.FiringKind;
import dev.carillon.common.schedule.Schedule;
import dev.carillon.common.schedule.ScheduleId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/** An organization's schedules. Another organization's schedule is as if it did not exist. */
@Singleton
public class ScheduleStore {

    // Two changes at once are rare, three rarer. Firing changes a row too.
    private static final int MOST_TRIES = 10;

    private static final String NOW = "SELECT now() AS now";

    // Two that create at once count one after the other.
    private static final String LOCK = "SELECT id FROM organization WHERE id = $1 FOR NO KEY UPDATE";

    static final String INSERT = """
            INSERT INTO schedule (%s, id, organization_id, next_fire_at, created_at, updated_at)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::text::jsonb, $16, $17, $18, $19::uuid, $20,
                   $21, $21
            WHERE (SELECT count(*) FROM schedule WHERE organization_id = $19::uuid) < $22
            ON CONFLICT (organization_id, name) DO NOTHING
            """.formatted(ScheduleRow.SETTINGS);

    static final String NAME_TAKEN =
            "SELECT EXISTS (SELECT FROM schedule WHERE organization_id = $1 AND name = $2) AS taken";

    static final String FIND =
            "SELECT now() AS now, " + ScheduleRow.COLUMNS + " FROM schedule WHERE id = $1 AND organization_id = $2";

    static final String LIST = "SELECT " + ScheduleRow.COLUMNS + " FROM schedule"
            + " WHERE organization_id = $1 AND name > $2 ORDER BY name LIMIT $3";

    static final String CHANGE = """
            UPDATE schedule
            SET (%s) = ROW ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::text::jsonb, $16, $17),
                next_fire_at = $21, paused_at = $22, pause_reason = $23, updated_at = now(), version = version + 1
            WHERE id = $18 AND organization_id = $19 AND version = $20
            RETURNING
            """.formatted(ScheduleRow.SETTINGS) + ScheduleRow.COLUMNS;

    static final String DELETE = "DELETE FROM schedule WHERE id = $1 AND organization_id = $2";

    static final String FIRINGS = """
            SELECT fire_at, fired_at, kind, job_id FROM schedule_firing
            WHERE schedule_id = (SELECT id FROM schedule WHERE id = $1 AND organization_id = $2) AND fire_at < $3
            ORDER BY fire_at DESC
            LIMIT $4
            """;

    static final String FORGET_FIRINGS = """
            DELETE FROM schedule_firing
            WHERE (schedule_id, fire_at) IN (
                SELECT schedule_id, fire_at FROM schedule_firing WHERE fired_at < now() - $1::integer * interval '1 day'
                ORDER BY fired_at LIMIT $2
                FOR UPDATE SKIP LOCKED)
            """;

    private final Pool pool;

    ScheduleStore(Pool pool) {
        this.pool = pool;
    }

    /** A schedule, and PostgreSQL's time when it was read. */
    public record Found(Schedule schedule, Instant now) {}

    /** PostgreSQL's time, by which everything fires. */
    public Uni<Instant> now() {
        return pool.query(NOW).execute().map(rows -> now(rows.iterator().next()));
    }

    /** What came of a new schedule. */
    public enum Creation {
        /** It is stored. */
        CREATED,
        /** The organization has another one of its name. */
        NAME_TAKEN,
        /** The organization has as many as it may have. */
        TOO_MANY
    }

    /**
     * Stores a new schedule.
     *
     * @param most schedules that its organization may have
     */
    public Uni<Creation> create(Schedule schedule, int most) {
        UUID organization = schedule.organizationId().value();
        Tuple values = Tuple.tuple();
        ScheduleRow.addSettings(values, schedule.settings());
        values.addUUID(schedule.id().value())
                .addUUID(organization)
                .addOffsetDateTime(JobRow.time(schedule.nextFireAt()))
                .addOffsetDateTime(JobRow.time(schedule.createdAt()))
                .addInteger(most);
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(organization))
                .chain(() -> transaction.preparedQuery(INSERT).execute(values))
                .chain(result -> result.rowCount() == 1
                        ? Uni.createFrom().item(Creation.CREATED)
                        : transaction
                                .preparedQuery(NAME_TAKEN)
                                .execute(Tuple.of(
                                        organization, schedule.settings().name()))
                                .map(rows -> rows.iterator().next().getBoolean("taken")
                                        ? Creation.NAME_TAKEN
                                        : Creation.TOO_MANY)));
    }

    /** The schedule; empty when the organization has none of that id. */
    public Uni<Optional<Found>> find(OrganizationId organization, ScheduleId id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(id.value(), organization.value()))
                .map(rows -> FirstRow.of(rows).map(row -> new Found(ScheduleRow.schedule(row), now(row))));
    }

    /**
     * A page of the organization's schedules by name.
     *
     * @param after only names beyond this one; empty to begin with the first
     */
    public Uni<List<Schedule>> list(OrganizationId organization, String after, int limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(organization.value(), after, limit))
                .map(rows -> {
                    List<Schedule> schedules = new ArrayList<>(rows.rowCount());
                    rows.forEach(row -> schedules.add(ScheduleRow.schedule(row)));
                    return schedules;
                });
    }

    /**
     * Changes a schedule, whatever fires or changes it at the same time: {@code change} may be asked several times, each time with the
     * schedule as it then is and PostgreSQL's time. Empty when the organization has none of that id. Fails with a
     * {@link StoreFailure#isDuplicate duplicate} when it has another schedule of the new name.
     */
    public Uni<Optional<Schedule>> change(
            OrganizationId organization, ScheduleId id, BiFunction<Schedule, Instant, Schedule> change) {
        return change(organization, id, change, MOST_TRIES);
    }

    private Uni<Optional<Schedule>> change(
            OrganizationId organization, ScheduleId id, BiFunction<Schedule, Instant, Schedule> change, int tries) {
        return find(organization, id).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(Optional.empty());
            }
            Schedule before = found.get().schedule();
            Schedule after = change.apply(before, found.get().now());
            if (after.equals(before)) {
                return Uni.createFrom().item(Optional.of(before));
            }
            return write(after).chain(written -> {
                if (written.isEmpty() && tries > 1) {
                    return change(organization, id, change, tries - 1);
                }
                return written.isEmpty()
                        ? Uni.createFrom().failure(new IllegalStateException("Schedule " + id + " never stands still"))
                        : Uni.createFrom().item(written);
            });
        });
    }

    private Uni<Optional<Schedule>> write(Schedule schedule) {
        Tuple values = Tuple.tuple();
        ScheduleRow.addSettings(values, schedule.settings());
        values.addUUID(schedule.id().value())
                .addUUID(schedule.organizationId().value())
                .addInteger(schedule.version())
                .addOffsetDateTime(JobRow.time(schedule.nextFireAt()))
                .addOffsetDateTime(JobRow.time(schedule.pausedAt()))
                .addString(schedule.pauseReason());
        return pool.preparedQuery(CHANGE)
                .execute(values)
                .map(rows -> FirstRow.of(rows).map(ScheduleRow::schedule));
    }

    /** Deletes a schedule. Its jobs stay. Answers false when the organization has none of that id. */
    public Uni<Boolean> delete(OrganizationId organization, ScheduleId id) {
        return pool.preparedQuery(DELETE)
                .execute(Tuple.of(id.value(), organization.value()))
                .map(result -> result.rowCount() == 1);
    }

    /**
     * What a schedule fired, latest times first; empty also when the organization has no such schedule.
     *
     * @param before only times before this one
     */
    public Uni<List<Firing>> firings(OrganizationId organization, ScheduleId id, Instant before, int limit) {
        return pool.preparedQuery(FIRINGS)
                .execute(Tuple.of(id.value(), organization.value(), JobRow.time(before), limit))
                .map(rows -> {
                    List<Firing> firings = new ArrayList<>(rows.rowCount());
                    rows.forEach(row -> firings.add(firing(row)));
                    return firings;
                });
    }

    /** Forgets up to {@code limit} firings that are older than that. Answers how many. */
    public Uni<Integer> forgetFirings(int days, int limit) {
        return pool.preparedQuery(FORGET_FIRINGS).execute(Tuple.of(days, limit)).map(result -> result.rowCount());
    }

    private static Firing firing(Row row) {
        return new Firing(
                row.getOffsetDateTime("fire_at").toInstant(),
                row.getOffsetDateTime("fired_at").toInstant(),
                FiringKind.of(row.getString("kind")),
                new JobId(row.getUUID("job_id")));
    }

    static Instant now(Row row) {
        return row.getOffsetDateTime("now").toInstant();
    }
}
