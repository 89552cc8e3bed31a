package dev.carillon.common.pause;

import dev.carillon.common.audit.AdministratorAct;
import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All pauses, for administrators of the installation: they may pause and resume whatever they want. */
@Singleton
public class PauseAdministration {

    static final String LIST = """
            SELECT %s, organization.name AS organization_name
            FROM pause LEFT JOIN organization ON organization.id = pause.organization_id
            WHERE ($1::uuid IS NULL OR pause.organization_id = $1) AND %s
            ORDER BY pause.organization_id IS NOT NULL, pause.paused_at DESC, pause.id
            LIMIT $2
            """.formatted(PauseRow.COLUMNS, PauseRow.IN_FORCE);

    static final String PAUSE = """
            WITH made AS (
                INSERT INTO pause (organization_id, channel, priority, reason, paused_by, ends_at, by_administrator)
                SELECT $1::uuid, $2, $3::smallint, $4, $5, $6::timestamptz, true
                WHERE $1::uuid IS NULL OR EXISTS (SELECT FROM organization WHERE id = $1)
                %s),
            noted AS (%s)
            SELECT * FROM made
            """.formatted(
                    PauseRow.UPSERT_AND_RETURN,
                    AdministratorAct.JOBS_PAUSED.entries(
                            "made", "$8::text", "jsonb_build_object('pause_id', id::text, 'reason', reason)", 7));

    static final String RESUME = """
            WITH resumed AS (DELETE FROM pause WHERE id = $1 RETURNING %s),
            noted AS (%s)
            SELECT * FROM resumed
            """.formatted(
                    PauseRow.COLUMNS,
                    AdministratorAct.JOBS_RESUMED.entries(
                            "resumed", PauseRow.WORDS, "jsonb_build_object('pause_id', id::text)", 2));

    static final String TALLY = """
            SELECT count(*) FILTER (WHERE organization_id IS NULL) AS installation,
                   count(organization_id) AS organization
            FROM pause WHERE %s
            """.formatted(PauseRow.IN_FORCE);

    static final String FORGET_ENDED = "DELETE FROM pause WHERE ends_at <= now()";

    private final Pool pool;

    PauseAdministration(Pool pool) {
        this.pool = pool;
    }

    /** A pause with the name of the organization whose jobs it holds back; null where it holds back those of all. */
    public record NamedPause(Pause pause, @Nullable String organizationName) {}

    /**
     * How many pauses are in force.
     *
     * @param installation those that hold back jobs of every organization
     * @param organization those that hold back jobs of one
     */
    public record Tally(long installation, long organization) {

        /** None. */
        public static final Tally NONE = new Tally(0, 0);

        /** All of them. */
        public long total() {
            return installation + organization;
        }
    }

    /**
     * Those in force, of the whole installation first, then the latest first.
     *
     * @param organization only those of this one; null for all
     * @param limit at most so many
     */
    public Uni<List<NamedPause>> list(@Nullable OrganizationId organization, int limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(organization == null ? null : organization.value(), limit))
                .map(rows -> {
                    List<NamedPause> pauses = new ArrayList<>(rows.rowCount());
                    rows.forEach(
                            row -> pauses.add(new NamedPause(PauseRow.pause(row), row.getString("organization_name"))));
                    return pauses;
                });
    }

    /**
     * Pauses what the order says, or changes the administrators' pause of that scope. An organization's own of the same scope
     * stays beside it. Empty when there is no such organization.
     *
     * @param administrator by e-mail address
     * @param account the administrator's
     */
    public Uni<Optional<MadePause>> pause(PauseOrder order, String administrator, AccountId account) {
        return pool.preparedQuery(PAUSE)
                .execute(PauseRow.values(order, administrator)
                        .addUUID(account.value())
                        .addString(order.scope().words()))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(new MadePause(PauseRow.pause(row), row.getBoolean("made")));
                    }
                    return Optional.empty();
                });
    }

    /** Ends a pause, whosever it is, for an administrator's account, and answers it; empty when there is none of that id. */
    public Uni<Optional<Pause>> resume(PauseId id, AccountId account) {
        return pool.preparedQuery(RESUME)
                .execute(Tuple.of(id.value(), account.value()))
                .map(rows -> PauseRow.pauses(rows).stream().findFirst());
    }

    /** How many are in force. */
    public Uni<Tally> tally() {
        return pool.preparedQuery(TALLY).execute().map(rows -> {
            Row row = rows.iterator().next();
            return new Tally(row.getLong("installation"), row.getLong("organization"));
        });
    }

    /** Removes those that have ended. Answers how many. */
    public Uni<Integer> forgetEnded() {
        return pool.preparedQuery(FORGET_ENDED).execute().map(rows -> rows.rowCount());
    }
}
