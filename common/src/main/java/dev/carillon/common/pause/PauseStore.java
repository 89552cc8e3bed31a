package dev.carillon.common.pause;

import dev.carillon.common.identity.ApiKeyId;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Priority;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * The pauses that hold an organization's jobs back: its own, and those that an administrator made for it or for all. Those of
 * other organizations are as if they did not exist.
 */
@Singleton
public class PauseStore {

    // At most one for each channel and priority, made by either side: a handful.
    static final String LIST = """
            SELECT %s FROM pause
            WHERE (organization_id IS NULL OR organization_id = $1) AND %s
            ORDER BY organization_id NULLS FIRST, paused_at, id
            """.formatted(PauseRow.COLUMNS, PauseRow.IN_FORCE);

    static final String COVERING = """
            SELECT %s FROM pause
            WHERE (organization_id IS NULL OR organization_id = $1)
              AND (channel IS NULL OR channel = $2)
              AND (priority IS NULL OR priority = $3)
              AND %s
            ORDER BY ends_at DESC NULLS FIRST, id
            """.formatted(PauseRow.COLUMNS, PauseRow.IN_FORCE);

    static final String PAUSE = """
            INSERT INTO pause (organization_id, channel, priority, reason, paused_by, ends_at)
            SELECT organization_id, $2, $3::smallint, $4, 'API key ' || name, $6::timestamptz
            FROM api_key WHERE api_key.organization_id = $1 AND api_key.id = $5
            """ + PauseRow.UPSERT_AND_RETURN;

    static final String RESUME = """
            WITH visible AS MATERIALIZED (
                SELECT id, organization_id IS NULL OR by_administrator AS reserved
                FROM pause WHERE id = $2 AND (organization_id IS NULL OR organization_id = $1)),
            resumed AS (
                DELETE FROM pause WHERE organization_id = $1 AND id IN (SELECT id FROM visible WHERE NOT reserved))
            SELECT reserved FROM visible
            """;

    private final Pool pool;

    PauseStore(Pool pool) {
        this.pool = pool;
    }

    /** All that are in force, those of the whole installation first. */
    public Uni<List<Pause>> list(OrganizationId organization) {
        return pool.preparedQuery(LIST).execute(Tuple.of(organization.value())).map(PauseRow::pauses);
    }

    /** Those in force that hold such jobs back, the one that ends last first. */
    public Uni<List<Pause>> covering(OrganizationId organization, Channel channel, Priority priority) {
        return pool.preparedQuery(COVERING)
                .execute(Tuple.of(organization.value(), channel.wireName(), priority.code()))
                .map(PauseRow::pauses);
    }

    /**
     * Pauses what the order says, or changes the pause of that scope. Empty when the key has been removed, or is not one of the
     * organization.
     *
     * @param order for jobs of one organization
     * @param key of that organization, which wants it
     */
    public Uni<Optional<MadePause>> pause(PauseOrder order, ApiKeyId key) {
        return pool.preparedQuery(PAUSE)
                .execute(PauseRow.values(order, key.value()))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(new MadePause(PauseRow.pause(row), row.getBoolean("made")));
                    }
                    return Optional.empty();
                });
    }

    /** Ends a pause of the organization's own. Its jobs are claimed again from now on. */
    public Uni<Resumption> resume(OrganizationId organization, PauseId id) {
        return pool.preparedQuery(RESUME)
                .execute(Tuple.of(organization.value(), id.value()))
                .map(rows -> {
                    for (Row row : rows) {
                        return row.getBoolean("reserved") ? Resumption.RESERVED : Resumption.RESUMED;
                    }
                    return Resumption.UNKNOWN;
                });
    }
}
