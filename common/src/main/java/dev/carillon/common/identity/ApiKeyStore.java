package dev.carillon.common.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** The API keys in PostgreSQL. */
@Singleton
public class ApiKeyStore {

    // PostgreSQL's clock decides, so that a key ends everywhere at once.
    private static final String FIND_USABLE = """
            SELECT id, organization_id, role, secret_hash
            FROM api_key
            WHERE prefix = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
            """;

    static final String RECORD_USE = "UPDATE api_key SET last_used_at = now() WHERE id = ANY ($1::uuid[])";

    private final Pool database;

    ApiKeyStore(Pool database) {
        this.database = database;
    }

    /** The key of that prefix, unless it was revoked or has expired. The caller still has to compare the secret. */
    public Uni<Optional<StoredApiKey>> findUsable(String prefix) {
        return database.preparedQuery(FIND_USABLE).execute(Tuple.of(prefix)).map(ApiKeyStore::first);
    }

    /** Notes that these keys were used just now. */
    public Uni<Void> recordUse(Collection<ApiKeyId> keys) {
        UUID[] ids = keys.stream().map(ApiKeyId::value).toArray(UUID[]::new);
        return database.preparedQuery(RECORD_USE)
                .execute(Tuple.of((Object) ids))
                .replaceWithVoid();
    }

    private static Optional<StoredApiKey> first(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(new StoredApiKey(
                    new ApiKeyId(row.getUUID("id")),
                    new OrganizationId(row.getUUID("organization_id")),
                    Role.of(row.getString("role")),
                    row.getBuffer("secret_hash").getBytes()));
        }
        return Optional.empty();
    }
}
