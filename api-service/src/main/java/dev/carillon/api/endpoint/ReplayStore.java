package dev.carillon.api.endpoint;

import dev.carillon.api.audit.Act;
import dev.carillon.api.audit.AuditLog;
import dev.carillon.api.audit.Author;
import dev.carillon.common.identity.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Orders for replays; the workers carry them out. */
@Singleton
class ReplayStore {

    // A job may have been accepted up to a year (the horizon of run_at) before it ended.
    static final String BEGIN = """
            INSERT INTO webhook_replay (id, endpoint_id, organization_id, since, until, missed_only, position)
            SELECT gen_random_uuid(), id, organization_id, $3::timestamptz, least(coalesce($4::timestamptz, now()), now()), $5::boolean,
                   first_job_id(greatest($3::timestamptz - interval '366 days', to_timestamp(0)))
            FROM webhook_endpoint WHERE id = $1 AND organization_id = $2 AND disabled_at IS NULL
            ON CONFLICT (endpoint_id) WHERE finished_at IS NULL DO NOTHING
            RETURNING id, since, until, missed_only, deliveries, created_at, finished_at,
                      (SELECT url FROM webhook_endpoint WHERE webhook_endpoint.id = endpoint_id) AS url
            """;

    static final String LIST = """
            SELECT id, since, until, missed_only, deliveries, created_at, finished_at FROM webhook_replay
            WHERE endpoint_id = $1 AND organization_id = $2
            ORDER BY created_at DESC LIMIT 20
            """;

    private final Pool pool;
    private final AuditLog audit;

    ReplayStore(Pool pool, AuditLog audit) {
        this.pool = pool;
        this.audit = audit;
    }

    /** Orders a replay; empty when there is no such endpoint, it is disabled, or a replay to it is under way. */
    Uni<Optional<Replay>> begin(OrganizationId organization, EndpointId endpoint, ReplayRequest request, Author by) {
        Tuple values = Tuple.tuple()
                .addUUID(endpoint.value())
                .addUUID(organization.value())
                .addOffsetDateTime(time(request.since()))
                .addOffsetDateTime(time(request.until()))
                .addBoolean(request.missedOnly());
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(BEGIN)
                .execute(values)
                .chain(rows -> {
                    for (Row row : rows) {
                        return audit.write(
                                        transaction,
                                        organization,
                                        Act.WEBHOOK_REPLAY_BEGUN,
                                        by,
                                        row.getString("url"),
                                        Map.of("endpoint_id", endpoint.value().toString()))
                                .replaceWith(Optional.of(replay(row)));
                    }
                    return Uni.createFrom().item(Optional.<Replay>empty());
                }));
    }

    /** The latest replays, newest first. */
    Uni<List<Replay>> list(OrganizationId organization, EndpointId endpoint) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(endpoint.value(), organization.value()))
                .map(rows -> {
                    List<Replay> replays = new ArrayList<>(rows.rowCount());
                    rows.forEach(row -> replays.add(replay(row)));
                    return replays;
                });
    }

    private static Replay replay(Row row) {
        OffsetDateTime finished = row.getOffsetDateTime("finished_at");
        return new Replay(
                row.getUUID("id"),
                row.getOffsetDateTime("since").toInstant(),
                row.getOffsetDateTime("until").toInstant(),
                row.getBoolean("missed_only"),
                row.getLong("deliveries"),
                row.getOffsetDateTime("created_at").toInstant(),
                finished == null ? null : finished.toInstant());
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
