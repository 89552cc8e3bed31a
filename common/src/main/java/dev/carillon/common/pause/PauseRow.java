package dev.carillon.common.pause;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Priority;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Between rows of table {@code pause} and {@link Pause}. */
final class PauseRow {

    /** The columns that {@link #pause} reads. */
    static final String COLUMNS = """
            pause.id, pause.organization_id, pause.channel, pause.priority, pause.reason, pause.paused_by, \
            pause.by_administrator, pause.paused_at, pause.ends_at""";

    /** Whether a row still holds jobs back. */
    static final String IN_FORCE = "(pause.ends_at IS NULL OR pause.ends_at > now())";

    /**
     * The same scope again changes the pause there is. One that had ended, and that upkeep has not yet removed, begins anew: what
     * begins now has just been made.
     */
    static final String UPSERT_AND_RETURN = """
            ON CONFLICT (organization_id, channel, priority, by_administrator) DO UPDATE
            SET reason = excluded.reason, paused_by = excluded.paused_by, ends_at = excluded.ends_at,
                paused_at = CASE WHEN pause.ends_at <= now() THEN now() ELSE pause.paused_at END
            RETURNING pause.paused_at = now() AS made,
            """ + COLUMNS;

    /** {@link PauseScope#words} of a row. */
    static final String WORDS = """
            (CASE WHEN channel IS NULL THEN 'all channels' ELSE 'channel ' || channel END
             || coalesce(', priority ' || (ARRAY[%s])[priority + 1], ''))""".formatted(Stream.of(Priority.values())
            .map(each -> "'" + each.wireName() + "'")
            .collect(Collectors.joining(", ")));

    private PauseRow() {}

    static Pause pause(Row row) {
        UUID organization = row.getUUID("organization_id");
        String channel = row.getString("channel");
        Short priority = row.getShort("priority");
        OffsetDateTime endsAt = row.getOffsetDateTime("ends_at");
        return new Pause(
                new PauseId(row.getUUID("id")),
                new PauseScope(
                        organization == null ? null : new OrganizationId(organization),
                        channel == null ? null : Channel.of(channel),
                        priority == null ? null : Priority.ofCode(priority)),
                row.getString("reason"),
                row.getString("paused_by"),
                row.getBoolean("by_administrator"),
                row.getOffsetDateTime("paused_at").toInstant(),
                endsAt == null ? null : endsAt.toInstant());
    }

    static List<Pause> pauses(RowSet<Row> rows) {
        List<Pause> pauses = new ArrayList<>(rows.rowCount());
        rows.forEach(row -> pauses.add(pause(row)));
        return pauses;
    }

    /** Scope, reason, who and end: {@code $1} to {@code $6}. */
    static Tuple values(PauseOrder order, Object by) {
        PauseScope scope = order.scope();
        return Tuple.tuple()
                .addValue(
                        scope.organizationId() == null
                                ? null
                                : scope.organizationId().value())
                .addValue(scope.channel() == null ? null : scope.channel().wireName())
                .addValue(scope.priority() == null ? null : scope.priority().code())
                .addValue(order.reason())
                .addValue(by)
                .addValue(time(order.endsAt()));
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
