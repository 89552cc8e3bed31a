package dev.carillon.common.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The API keys in PostgreSQL. */
@Singleton
public class ApiKeyStore {

    // PostgreSQL's clock decides, so that a key ends everywhere at once.
    private static final String FIND_USABLE = """
            SELECT id, organization_id, secret_hash
            FROM api_key
            WHERE prefix = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
            """;

    private static final String STILL_USABLE = """
            SELECT id FROM api_key
            WHERE id = ANY ($1::uuid[]) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
            """;

    private final Pool database;

    ApiKeyStore(Pool database) {
        this.database = database;
    }

    /** The key of that prefix, unless it was revoked or has expired. The caller still has to compare the secret. */
    public Uni<Optional<StoredApiKey>> findUsable(String prefix) {
        return database.preparedQuery(FIND_USABLE).execute(Tuple.of(prefix)).map(ApiKeyStore::first);
    }

    /** Those of the keys that were neither revoked nor have expired, for what goes on long after its key was checked. */
    public Uni<Set<ApiKeyId>> stillUsable(Collection<ApiKeyId> keys) {
        UUID[] ids = keys.stream().map(ApiKeyId::value).toArray(UUID[]::new);
        return database.preparedQuery(STILL_USABLE)
                .execute(Tuple.of((Object) ids))
                .map(rows -> {
                    Set<ApiKeyId> usable = new HashSet<>();
                    rows.forEach(row -> usable.add(new ApiKeyId(row.getUUID("id"))));
                    return usable;
                });
    }

    private static Optional<StoredApiKey> first(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(new StoredApiKey(
                    new ApiKeyId(row.getUUID("id")),
                    new OrganizationId(row.getUUID("organization_id")),
                    row.getBuffer("secret_hash").getBytes()));
        }
        return Optional.empty();
    }
}
