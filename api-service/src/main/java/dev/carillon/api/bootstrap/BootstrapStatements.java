package dev.carillon.api.bootstrap;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.carillon.common.database.FirstRow;
import dev.carillon.common.identity.ApiKey;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.identity.PasswordHash;
import dev.carillon.common.identity.WebhookSecret;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;

/** The statements that make what is missing, each to be run within the one transaction of {@link Bootstrap}. */
@Singleton
class BootstrapStatements {

    /** What became of the key that the environment names. */
    enum KeyState {
        /** It works from now on. */
        USABLE,
        /** Somebody revoked it, and that stands. */
        REVOKED,
        /** Its prefix is another key's. */
        PREFIX_TAKEN
    }

    // By this name later starts know the key that they may replace.
    private static final String KEY_NAME = "CARILLON_BOOTSTRAP_API_KEY";

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('carillon.bootstrap'))";

    private static final String FIND_ORGANIZATION =
            "SELECT id FROM organization WHERE name = $1 AND id <> $2 ORDER BY created_at, id LIMIT 1";

    private static final String ADD_ORGANIZATION =
            "INSERT INTO organization (id, name, webhook_secret) VALUES ($1, $2, $3)";

    private static final String PUT_ADMINISTRATOR = """
            INSERT INTO account (id, email, password_hash, administrator) VALUES ($1, $2, $3, true)
            ON CONFLICT (lower(email)) DO UPDATE SET password_hash = excluded.password_hash, administrator = true,
                credentials_version = account.credentials_version + 1
            """;

    private static final String CONFIRM_ADMINISTRATOR =
            "UPDATE account SET administrator = true WHERE lower(email) = lower($1) AND NOT administrator";

    private static final String PUT_OWNER = """
            INSERT INTO membership (organization_id, account_id, role)
            SELECT $1, id, 'owner' FROM account WHERE lower(email) = lower($2)
            ON CONFLICT (organization_id, account_id) DO UPDATE SET role = 'owner'
            """;

    private static final String PUT_KEY = """
            INSERT INTO api_key AS existing (id, organization_id, name, prefix, secret_hash) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (prefix) DO UPDATE SET secret_hash = excluded.secret_hash
            WHERE existing.organization_id = excluded.organization_id AND existing.name = excluded.name
            RETURNING revoked_at IS NOT NULL AS revoked
            """;

    private static final String REVOKE_FORMER_KEYS = """
            UPDATE api_key SET revoked_at = now()
            WHERE organization_id = $1 AND name = $2 AND prefix <> $3 AND revoked_at IS NULL
            """;

    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    private final SecureRandom random = new SecureRandom();

    /** Waits until no other instance is at it. */
    Uni<Void> lock(SqlConnection transaction) {
        return transaction.query(LOCK).execute().replaceWithVoid();
    }

    /** The organization of that name. */
    Uni<OrganizationId> putOrganization(SqlConnection transaction, String name) {
        return transaction
                .preparedQuery(FIND_ORGANIZATION)
                .execute(Tuple.of(name, OrganizationId.PLATFORM.value()))
                .chain(found -> {
                    Optional<Row> row = FirstRow.of(found);
                    if (row.isPresent()) {
                        return Uni.createFrom()
                                .item(new OrganizationId(row.get().getUUID("id")));
                    }
                    UUID id = ids.generate();
                    return transaction
                            .preparedQuery(ADD_ORGANIZATION)
                            .execute(Tuple.of(
                                    id, name, WebhookSecret.generate(random).value()))
                            .replaceWith(new OrganizationId(id));
                });
    }

    /**
     * Makes the person an administrator and an owner of the organization.
     *
     * @param hash of the password; empty when the account exists and has it already
     */
    Uni<Void> putAdministrator(
            SqlConnection transaction, OrganizationId organization, String email, Optional<PasswordHash> hash) {
        return hash.map(value -> transaction
                        .preparedQuery(PUT_ADMINISTRATOR)
                        .execute(Tuple.of(ids.generate(), email, value.value())))
                .orElseGet(
                        () -> transaction.preparedQuery(CONFIRM_ADMINISTRATOR).execute(Tuple.of(email)))
                .chain(() -> transaction.preparedQuery(PUT_OWNER).execute(Tuple.of(organization.value(), email)))
                .replaceWithVoid();
    }

    /** Makes the key one of the organization's, in the place of the one that was set before. */
    Uni<KeyState> putKey(SqlConnection transaction, OrganizationId organization, ApiKey key) {
        return transaction
                .preparedQuery(PUT_KEY)
                .execute(Tuple.of(
                        ids.generate(), organization.value(), KEY_NAME, key.prefix(), Buffer.buffer(key.secretHash())))
                .map(rows -> FirstRow.of(rows)
                        .map(row -> row.getBoolean("revoked") ? KeyState.REVOKED : KeyState.USABLE)
                        .orElse(KeyState.PREFIX_TAKEN))
                .call(() -> transaction
                        .preparedQuery(REVOKE_FORMER_KEYS)
                        .execute(Tuple.of(organization.value(), KEY_NAME, key.prefix())));
    }
}
