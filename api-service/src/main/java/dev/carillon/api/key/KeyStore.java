package dev.carillon.api.key;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.carillon.api.access.KnownKeys;
import dev.carillon.api.audit.Act;
import dev.carillon.api.audit.AuditLog;
import dev.carillon.api.audit.Author;
import dev.carillon.common.database.FirstRow;
import dev.carillon.common.identity.ApiKey;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.identity.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The API keys of organizations in PostgreSQL. */
@ApplicationScoped
class KeyStore {

    private final Pool database;
    private final AuditLog audit;
    private final KnownKeys known;
    private final SecureRandom random = new SecureRandom();
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    KeyStore(Pool database, AuditLog audit, KnownKeys known) {
        this.database = database;
        this.audit = audit;
        this.known = known;
    }

    /** Makes a key, which the answer shows; empty when the organization has {@code most} already. */
    Uni<Optional<Key>> create(OrganizationId organization, KeyRequest request, Author by, int most) {
        ApiKey secret = ApiKey.generate(random);
        Instant expiresAt = request.expiresAt();
        return database.withTransaction(transaction -> transaction
                .preparedQuery(KeyStatements.LOCK)
                .execute(Tuple.of(organization.value()))
                .chain(() -> transaction
                        .preparedQuery(KeyStatements.CREATE)
                        .execute(Tuple.tuple()
                                .addUUID(organization.value())
                                .addUUID(ids.generate())
                                .addString(request.name())
                                .addString(secret.prefix())
                                .addValue(Buffer.buffer(secret.secretHash()))
                                .addString(request.role().wireName())
                                .addOffsetDateTime(expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC))
                                .addString(by.actor().kind().stored())
                                .addUUID(by.actor().id())
                                .addInteger(most)))
                .map(rows -> first(rows).map(key -> key.with(secret.reveal())))
                .call(made -> made.map(key -> write(transaction, organization, Act.API_KEY_CREATED, by, key))
                        .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    /** Up to {@code limit} keys, newest first, from before {@code before}. */
    Uni<List<Key>> list(OrganizationId organization, @Nullable UUID before, int limit) {
        return database.preparedQuery(KeyStatements.LIST)
                .execute(Tuple.of(organization.value(), before, limit))
                .map(rows -> {
                    List<Key> keys = new ArrayList<>(rows.rowCount());
                    rows.forEach(row -> keys.add(key(row)));
                    return keys;
                });
    }

    Uni<Optional<Key>> find(OrganizationId organization, UUID id) {
        return database.preparedQuery(KeyStatements.FIND)
                .execute(Tuple.of(id, organization.value()))
                .map(KeyStore::first);
    }

    /** Makes a key in the place of another, which goes on to work for {@code overlap}. Fails with a problem when it cannot be. */
    Uni<Key> rotate(OrganizationId organization, UUID id, Duration overlap, Author by, Role role) {
        ApiKey secret = ApiKey.generate(random);
        UUID successor = ids.generate();
        return database.withTransaction(transaction -> transaction
                        .preparedQuery(KeyStatements.HOLD)
                        .execute(Tuple.of(id, organization.value()))
                        .map(rows -> rotatable(first(rows), role))
                        .chain(former -> transaction
                                .preparedQuery(KeyStatements.ROTATE)
                                .execute(Tuple.tuple()
                                        .addUUID(id)
                                        .addUUID(organization.value())
                                        .addUUID(successor)
                                        .addString(secret.prefix())
                                        .addValue(Buffer.buffer(secret.secretHash()))
                                        .addString(by.actor().kind().stored())
                                        .addUUID(by.actor().id()))
                                .map(rows -> key(rows.iterator().next()))
                                .call(() -> transaction
                                        .preparedQuery(KeyStatements.LET_END)
                                        .execute(Tuple.of(id, organization.value(), successor, overlap.toMillis())))
                                .call(() -> write(transaction, organization, Act.API_KEY_ROTATED, by, former))
                                .map(made -> new Rotation(former, made))))
                .call(rotation -> known.forget(rotation.former().prefix()))
                .map(rotation -> rotation.made().with(secret.reveal()));
    }

    private record Rotation(Key former, Key made) {}

    private static Key rotatable(Optional<Key> found, Role role) {
        Key key = found.orElseThrow(KeyRefusal::unknown);
        if (!key.usable() || key.replacedBy() != null) {
            throw KeyRefusal.notUsable();
        }
        if (!role.mayGrant(key.role())) {
            throw KeyRefusal.higherRole();
        }
        return key;
    }

    /** Revokes a key: it works nowhere from a second later on. To revoke it again changes nothing. Answers whether there is one. */
    Uni<Boolean> revoke(OrganizationId organization, UUID id, Author by) {
        return database.withTransaction(transaction -> transaction
                        .preparedQuery(KeyStatements.HOLD)
                        .execute(Tuple.of(id, organization.value()))
                        .map(KeyStore::first)
                        .call(found -> found.filter(key -> key.revokedAt() == null)
                                .map(key -> transaction
                                        .preparedQuery(KeyStatements.REVOKE)
                                        .execute(Tuple.of(id, organization.value()))
                                        .chain(() -> write(transaction, organization, Act.API_KEY_REVOKED, by, key)))
                                .orElseGet(() -> Uni.createFrom().voidItem())))
                .call(found -> found.<Uni<?>>map(key -> known.forget(key.prefix()))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .map(Optional::isPresent);
    }

    private Uni<Void> write(SqlConnection transaction, OrganizationId organization, Act act, Author by, Key key) {
        return audit.write(
                transaction,
                organization,
                act,
                by,
                key.name(),
                Map.of("id", key.id().toString(), "role", key.role().wireName()));
    }

    private static Optional<Key> first(RowSet<Row> rows) {
        return FirstRow.of(rows).map(KeyStore::key);
    }

    private static Key key(Row row) {
        return new Key(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("prefix"),
                Role.of(row.getString("role")),
                row.getBoolean("usable"),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row, "last_used_at"),
                instant(row, "expires_at"),
                instant(row, "revoked_at"),
                row.getUUID("replaced_by"),
                null);
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
