package dev.carillon.common.bulk;

import dev.carillon.common.identity.Actor;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.JobType;
import dev.carillon.common.store.JobAction;
import dev.carillon.common.store.JobFilter;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of table {@code bulk_operation} as {@link BulkOperation}. */
final class BulkRow {

    /** The columns of {@code o} that {@link #operation} reads. */
    static final String COLUMNS = """
            o.id, o.action, o.state, o.job_state, o.job_type, o.job_channel, o.job_tags, o.created_after, o.created_before, \
            o.matched, o.matched_exactly, o.done, o.skipped, o.error, o.requested_by, o.requested_by_kind, o.created_at, o.started_at, o.finished_at, \
            CASE o.requested_by_kind \
                WHEN 'api_key' THEN (SELECT name FROM api_key WHERE api_key.id = o.requested_by) \
                ELSE (SELECT email FROM account WHERE account.id = o.requested_by) END AS requested_by_name""";

    private BulkRow() {}

    static BulkOperation operation(Row row) {
        return new BulkOperation(
                new BulkOperationId(row.getUUID("id")),
                JobAction.of(row.getString("action")),
                BulkState.of(row.getString("state")),
                filter(row),
                new BulkMatch(row.getLong("matched"), row.getBoolean("matched_exactly")),
                row.getLong("done"),
                row.getLong("skipped"),
                row.getString("error"),
                new Actor(Actor.Kind.of(row.getString("requested_by_kind")), row.getUUID("requested_by")),
                row.getString("requested_by_name"),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row, "started_at"),
                instant(row, "finished_at"));
    }

    static JobFilter filter(Row row) {
        String state = row.getString("job_state");
        String type = row.getString("job_type");
        String channel = row.getString("job_channel");
        return new JobFilter(
                state == null ? null : JobState.of(state),
                type == null ? null : JobType.of(type),
                channel == null ? null : Channel.of(channel),
                tags(row.getJsonObject("job_tags")),
                instant(row, "created_after"),
                instant(row, "created_before"));
    }

    private static Map<String, String> tags(@Nullable JsonObject stored) {
        Map<String, String> tags = new HashMap<>();
        if (stored != null) {
            stored.forEach(tag -> tags.put(tag.getKey(), String.valueOf(tag.getValue())));
        }
        return tags;
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
