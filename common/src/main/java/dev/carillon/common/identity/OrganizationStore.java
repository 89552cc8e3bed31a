package dev.carillon.common.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The organizations in PostgreSQL. */
@Singleton
public class OrganizationStore {

    private static final String FIND = """
            SELECT id, name, webhook_secret, created_at
            FROM organization
            WHERE id = $1
            """;

    private final Pool database;

    OrganizationStore(Pool database) {
        this.database = database;
    }

    /** The organization of that id; empty when there is none. */
    public Uni<Optional<Organization>> find(OrganizationId id) {
        return database.preparedQuery(FIND).execute(Tuple.of(id.value())).map(OrganizationStore::first);
    }

    private static Optional<Organization> first(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(new Organization(
                    new OrganizationId(row.getUUID("id")),
                    row.getString("name"),
                    new WebhookSecret(row.getString("webhook_secret")),
                    row.getOffsetDateTime("created_at").toInstant()));
        }
        return Optional.empty();
    }
}
