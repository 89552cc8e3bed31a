package dev.carillon.common.store;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobType;
import dev.carillon.common.job.Priority;
import dev.carillon.common.schedule.Cron;
import dev.carillon.common.schedule.CronRecurrence;
import dev.carillon.common.schedule.EveryRecurrence;
import dev.carillon.common.schedule.JobTemplate;
import dev.carillon.common.schedule.Misfire;
import dev.carillon.common.schedule.Recurrence;
import dev.carillon.common.schedule.Schedule;
import dev.carillon.common.schedule.ScheduleId;
import dev.carillon.common.schedule.ScheduleSettings;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Between rows of table {@code schedule} and {@link Schedule}. */
final class ScheduleRow {

    /** The columns that {@link #schedule} reads. */
    static final String COLUMNS = """
            id, organization_id, name, cron, time_zone, every, anchor, start_at, end_at, firing_limit, misfire, type, priority, \
            max_attempts, expires_after, tags, retry, payload::text AS payload, firings, next_fire_at, last_fire_at, paused_at, \
            pause_reason, created_at, updated_at, version""";

    /** The columns that a person has a say in, in the order of {@link #addSettings}. */
    static final String SETTINGS = """
            name, cron, time_zone, every, anchor, start_at, end_at, firing_limit, misfire, type, priority, max_attempts, \
            expires_after, tags, payload, payload_bytes, retry""";

    private ScheduleRow() {}

    /** Throws {@link RuntimeException} when this version of Carillon, or of its time zones, does not understand the row. */
    static Schedule schedule(Row row) {
        return new Schedule(
                new ScheduleId(row.getUUID("id")),
                new OrganizationId(row.getUUID("organization_id")),
                settings(row),
                row.getInteger("firings"),
                JobRow.instant(row, "next_fire_at"),
                JobRow.instant(row, "last_fire_at"),
                JobRow.instant(row, "paused_at"),
                row.getString("pause_reason"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getInteger("version"));
    }

    private static ScheduleSettings settings(Row row) {
        return new ScheduleSettings(
                row.getString("name"),
                recurrence(row),
                JobRow.instant(row, "start_at"),
                JobRow.instant(row, "end_at"),
                row.getInteger("firing_limit"),
                Misfire.of(row.getString("misfire")),
                new JobTemplate(
                        JobRow.message(JobType.of(row.getString("type")), row.getString("payload")),
                        Priority.ofCode(row.getShort("priority")),
                        JobRow.tags(row.getJsonObject("tags")),
                        row.getShort("max_attempts"),
                        duration(row.getString("expires_after")),
                        JobRow.retry(row)));
    }

    private static Recurrence recurrence(Row row) {
        String cron = row.getString("cron");
        return cron == null
                ? new EveryRecurrence(
                        Duration.parse(row.getString("every")),
                        row.getOffsetDateTime("anchor").toInstant())
                : new CronRecurrence(Cron.of(cron), ZoneId.of(row.getString("time_zone")));
    }

    private static @Nullable Duration duration(@Nullable String text) {
        return text == null ? null : Duration.parse(text);
    }

    /** Adds the values of {@link #SETTINGS}. */
    static void addSettings(Tuple values, ScheduleSettings settings) {
        values.addString(settings.name());
        switch (settings.recurrence()) {
            case CronRecurrence(Cron cron, ZoneId zone) ->
                values.addString(cron.toString())
                        .addString(zone.getId())
                        .addString(null)
                        .addOffsetDateTime(null);
            case EveryRecurrence(Duration step, Instant anchor) ->
                values.addString(null)
                        .addString(null)
                        .addString(step.toString())
                        .addOffsetDateTime(JobRow.time(anchor));
        }
        JobTemplate template = settings.template();
        String payload = JobRow.payload(template.message());
        values.addOffsetDateTime(JobRow.time(settings.startAt()))
                .addOffsetDateTime(JobRow.time(settings.endAt()))
                .addInteger(settings.limit())
                .addString(settings.misfire().wireName())
                .addString(template.message().channel().type().wireName())
                .addShort(template.priority().code())
                .addShort((short) template.maxAttempts())
                .addString(
                        template.expiresAfter() == null
                                ? null
                                : template.expiresAfter().toString())
                .addValue(
                        template.tags().isEmpty() ? null : new JsonObject(new HashMap<String, Object>(template.tags())))
                .addString(payload)
                .addInteger(payload.length())
                .addValue(
                        template.retry() == null
                                ? null
                                : new JsonObject(template.retry().toWire()));
    }
}
