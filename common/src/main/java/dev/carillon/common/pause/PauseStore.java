package dev.carillon.common.pause;

import dev.carillon.common.identity.Actor;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Priority;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
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
            SELECT $1, $2, $3::smallint, $4, actor.name, $6::timestamptz
            FROM (SELECT 'API key ' || name AS name FROM api_key WHERE organization_id = $1 AND id = $5
                  UNION ALL
                  SELECT email FROM membership JOIN account ON account.id = account_id
                  WHERE organization_id = $1 AND account_id = $5) AS actor
            """ + PauseRow.UPSERT_AND_RETURN;

    static final String RESUME = """
            WITH visible AS MATERIALIZED (
                SELECT id, channel, priority, organization_id IS NULL OR by_administrator AS reserved
                FROM pause WHERE id = $2 AND (organization_id IS NULL OR organization_id = $1)),
            resumed AS (
                DELETE FROM pause WHERE organization_id = $1 AND id IN (SELECT id FROM visible WHERE NOT reserved))
            SELECT reserved, %s AS words FROM visible
            """.formatted(PauseRow.WORDS);

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
     * Pauses what the order says, or changes the pause of that scope. Empty when who wants it has been removed from the
     * organization.
     *
     * @param order for jobs of one organization
     * @param by of that organization, who wants it
     */
    public Uni<Optional<MadePause>> pause(PauseOrder order, Actor by) {
        return pause(pool, order, by);
    }

    /** The same within a transaction. */
    public Uni<Optional<MadePause>> pause(SqlClient transaction, PauseOrder order, Actor by) {
        return transaction
                .preparedQuery(PAUSE)
                .execute(PauseRow.values(order, by.id()))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(new MadePause(PauseRow.pause(row), row.getBoolean("made")));
                    }
                    return Optional.empty();
                });
    }

    /** Ends a pause of the organization's own. Its jobs are claimed again from now on. */
    public Uni<Resumption> resume(OrganizationId organization, PauseId id) {
        return resume(pool, organization, id);
    }

    /** The same within a transaction. */
    public Uni<Resumption> resume(SqlClient transaction, OrganizationId organization, PauseId id) {
        return transaction
                .preparedQuery(RESUME)
                .execute(Tuple.of(organization.value(), id.value()))
                .map(rows -> {
                    for (Row row : rows) {
                        return row.getBoolean("reserved")
                                ? new Resumption.Reserved()
                                : new Resumption.Resumed(row.getString("words"));
                    }
                    return new Resumption.Unknown();
                });
    }
}
