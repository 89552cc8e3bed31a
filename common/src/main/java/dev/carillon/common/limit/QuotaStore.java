package dev.carillon.common.limit;

import dev.carillon.common.audit.AdministratorAct;
import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.ApiKeyId;
import dev.carillon.common.identity.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Quotas that differ from those of the policies, in PostgreSQL. */
@Singleton
public class QuotaStore {

    static final String READ =
            "SELECT policy, api_key_id, quota, window_seconds FROM rate_limit WHERE organization_id = $1";

    private static final String DETAILS = """
            jsonb_strip_nulls(jsonb_build_object(
                'limit', quota::text, 'window', window_seconds || ' s', 'api_key_id', api_key_id::text))
            """;

    // A key that is not the organization's is nobody's.
    static final String PUT = """
            WITH given AS (INSERT INTO rate_limit (organization_id, policy, api_key_id, quota, window_seconds)
            SELECT organization.id, $2, api_key.id, $4, $5
            FROM organization LEFT JOIN api_key ON api_key.organization_id = organization.id AND api_key.id = $3
            WHERE organization.id = $1 AND ($3::uuid IS NULL OR api_key.id IS NOT NULL)
            ON CONFLICT (organization_id, policy, api_key_id)
            DO UPDATE SET quota = excluded.quota, window_seconds = excluded.window_seconds, changed_at = now()
            RETURNING *),
            noted AS (%s)
            SELECT 1 FROM given
            """.formatted(AdministratorAct.RATE_LIMIT_SET.entries("given", "policy", DETAILS, 6));

    static final String REMOVE =
            """
            WITH taken AS (
                DELETE FROM rate_limit WHERE organization_id = $1 AND policy = $2 AND api_key_id IS NOT DISTINCT FROM $3
                RETURNING *),
            noted AS (%s)
            SELECT 1 FROM taken
            """.formatted(AdministratorAct.RATE_LIMIT_REMOVED.entries("taken", "policy", DETAILS, 4));

    private final Pool pool;

    QuotaStore(Pool pool) {
        this.pool = pool;
    }

    /** All of an organization. */
    public Uni<QuotaOverrides> read(OrganizationId organization) {
        return pool.preparedQuery(READ).execute(Tuple.of(organization.value())).map(QuotaStore::overrides);
    }

    private static QuotaOverrides overrides(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return QuotaOverrides.NONE;
        }
        Map<String, Quota> organization = new HashMap<>();
        Map<ApiKeyId, Map<String, Quota>> keys = new HashMap<>();
        for (Row row : rows) {
            Quota quota = new Quota(row.getLong("quota"), Duration.ofSeconds(row.getInteger("window_seconds")));
            @Nullable UUID key = row.getUUID("api_key_id");
            Map<String, Quota> target =
                    key == null ? organization : keys.computeIfAbsent(new ApiKeyId(key), _ -> new HashMap<>());
            target.put(row.getString("policy"), quota);
        }
        return new QuotaOverrides(Map.copyOf(organization), Map.copyOf(keys));
    }

    /**
     * Gives an organization, or one of its keys, a quota of its own.
     *
     * @param administrator who does it
     * @return false when there is no such organization, or the key is not its own
     */
    public Uni<Boolean> put(
            OrganizationId organization, Optional<ApiKeyId> key, String policy, Quota quota, AccountId administrator) {
        return pool.preparedQuery(PUT)
                .execute(Tuple.of(
                        organization.value(),
                        policy,
                        key.map(ApiKeyId::value).orElse(null),
                        quota.amount(),
                        (int) quota.window().toSeconds(),
                        administrator.value()))
                .map(rows -> rows.rowCount() > 0);
    }

    /**
     * Takes it away again.
     *
     * @param administrator who does it
     * @return false when there was none
     */
    public Uni<Boolean> remove(
            OrganizationId organization, Optional<ApiKeyId> key, String policy, AccountId administrator) {
        return pool.preparedQuery(REMOVE)
                .execute(Tuple.of(
                        organization.value(), policy, key.map(ApiKeyId::value).orElse(null), administrator.value()))
                .map(rows -> rows.rowCount() > 0);
    }
}
