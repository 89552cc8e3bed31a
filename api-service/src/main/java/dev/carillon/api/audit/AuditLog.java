package dev.carillon.api.audit;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.carillon.common.audit.AdministratorAct;
import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit log in PostgreSQL. Entries are written in the transaction of what they tell of, and never changed. */
@Singleton
public class AuditLog {

    static final String WRITE = """
            INSERT INTO audit_entry (id, organization_id, act, actor_kind, actor_id, actor_name, subject, details, address)
            SELECT $1, $2, $3, $4, $5,\s""" + Author.name(4, 5) + ", $6, $7::jsonb, $8";

    // Members of many organizations are few.
    static final String WRITE_EVERYWHERE = """
            INSERT INTO audit_entry (id, organization_id, act, actor_kind, actor_id, actor_name, subject, address)
            SELECT new_job_id(), organization_id, $1, 'person', account.id, account.email, account.email, $3
            FROM membership JOIN account ON account.id = membership.account_id
            WHERE membership.account_id = $2
            """;

    static final String LIST = """
            SELECT id, at, act, actor_kind, actor_id, actor_name, subject, details, address
            FROM audit_entry
            WHERE organization_id = $1 AND ($2::uuid IS NULL OR id < $2)
            ORDER BY id DESC LIMIT $3
            """;

    private final Pool database;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    AuditLog(Pool database) {
        this.database = database;
    }

    /**
     * Writes an entry.
     *
     * @param subject what it was done to, in words
     * @param details further facts, never secrets
     */
    public Uni<Void> write(
            SqlConnection transaction,
            OrganizationId organization,
            Act act,
            Author author,
            String subject,
            Map<String, String> details) {
        return transaction
                .preparedQuery(WRITE)
                .execute(Tuple.tuple()
                        .addUUID(ids.generate())
                        .addUUID(organization.value())
                        .addString(act.wireName())
                        .addString(author.actor().kind().stored())
                        .addUUID(author.actor().id())
                        .addString(subject)
                        .addValue(new JsonObject(new HashMap<>(details)))
                        .addString(author.address()))
                .replaceWithVoid();
    }

    /** Writes an entry of what a person did with their own account, in each of their organizations. */
    public Uni<Void> writeEverywhere(SqlConnection transaction, Act act, AccountId account, String address) {
        return transaction
                .preparedQuery(WRITE_EVERYWHERE)
                .execute(Tuple.of(act.wireName(), account.value(), address))
                .replaceWithVoid();
    }

    /** Up to {@code limit} entries, newest first, from before {@code before}. */
    Uni<List<AuditEntry>> list(OrganizationId organization, @Nullable UUID before, int limit) {
        return database.preparedQuery(LIST)
                .execute(Tuple.of(organization.value(), before, limit))
                .map(rows -> {
                    List<AuditEntry> entries = new ArrayList<>(rows.rowCount());
                    rows.forEach(row -> entries.add(entry(row)));
                    return entries;
                });
    }

    private static AuditEntry entry(Row row) {
        Map<String, String> details = new HashMap<>();
        row.getJsonObject("details").forEach(detail -> details.put(detail.getKey(), String.valueOf(detail.getValue())));
        return new AuditEntry(
                row.getUUID("id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("act"),
                who(row),
                row.getString("subject"),
                details,
                row.getString("address"));
    }

    private static AuditEntry.Who who(Row row) {
        String kind = row.getString("actor_kind");
        return new AuditEntry.Who(
                kind, kind.equals(AdministratorAct.KIND) ? null : row.getUUID("actor_id"), row.getString("actor_name"));
    }
}
