package dev.carillon.api.endpoint;

import dev.carillon.api.audit.Act;
import dev.carillon.api.audit.AuditLog;
import dev.carillon.api.audit.Author;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.identity.WebhookSecret;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The endpoints in PostgreSQL. Another organization's is as if it did not exist. */
@Singleton
class EndpointStore {

    private static final String COLUMNS = """
            id, url, description, event_types, channels, max_attempts, retry, secret,
            CASE WHEN former_secret_until > now() THEN former_secret_until END AS former_secret_until,
            created_at, failing_since, disabled_at, disabled_reason
            """;

    // Two that create at once count one after the other.
    private static final String LOCK = "SELECT id FROM organization WHERE id = $1 FOR NO KEY UPDATE";

    static final String CREATE = """
            INSERT INTO webhook_endpoint (id, organization_id, url, description, event_types, channels, max_attempts, retry, secret)
            SELECT gen_random_uuid(), $1, $2, $3, $4::text[], nullif($5::text[], '{}'), $6, nullif($7::jsonb, '{}'), $8
            WHERE (SELECT count(*) FROM webhook_endpoint WHERE organization_id = $1) < $9
            RETURNING """ + " " + COLUMNS;

    static final String LIST =
            "SELECT " + COLUMNS + "FROM webhook_endpoint WHERE organization_id = $1 ORDER BY created_at, id";

    static final String FIND = "SELECT " + COLUMNS + "FROM webhook_endpoint WHERE id = $1 AND organization_id = $2";

    // What failed was the former URL.
    static final String CHANGE = """
            UPDATE webhook_endpoint
            SET url = coalesce($3, url), description = coalesce($4, description),
                event_types = coalesce($5::text[], event_types),
                channels = CASE WHEN $6::text[] IS NULL THEN channels ELSE nullif($6::text[], '{}') END,
                max_attempts = coalesce($7, max_attempts),
                retry = CASE WHEN $8::jsonb IS NULL THEN retry ELSE nullif($8::jsonb, '{}') END,
                failing_since = CASE WHEN $3 <> url THEN NULL ELSE failing_since END
            WHERE id = $1 AND organization_id = $2
            RETURNING """ + " " + COLUMNS;

    static final String ROTATE = """
            UPDATE webhook_endpoint
            SET former_secret = secret, former_secret_until = now() + $4::bigint * interval '1 millisecond', secret = $3
            WHERE id = $1 AND organization_id = $2
            RETURNING """ + " " + COLUMNS;

    static final String ENABLE = """
            UPDATE webhook_endpoint SET disabled_at = NULL, disabled_reason = NULL, failing_since = NULL
            WHERE id = $1 AND organization_id = $2
            RETURNING """ + " " + COLUMNS;

    static final String DISABLE = """
            UPDATE webhook_endpoint
            SET disabled_at = coalesce(disabled_at, now()),
                disabled_reason = CASE WHEN disabled_at IS NULL THEN 'Disabled on request.' ELSE disabled_reason END
            WHERE id = $1 AND organization_id = $2
            RETURNING """ + " " + COLUMNS;

    static final String DELETE =
            "DELETE FROM webhook_endpoint WHERE id = $1 AND organization_id = $2 RETURNING " + COLUMNS;

    private final Pool pool;
    private final AuditLog audit;
    private final SecureRandom random = new SecureRandom();

    EndpointStore(Pool pool, AuditLog audit) {
        this.pool = pool;
        this.audit = audit;
    }

    /** A new endpoint with a secret of its own; empty when the organization has {@code most} already. */
    Uni<Optional<Endpoint>> create(OrganizationId organization, EndpointRequest request, int most, Author by) {
        Tuple values = request(Tuple.tuple().addUUID(organization.value()), request)
                .addString(WebhookSecret.generate(random).value())
                .addInteger(most);
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(organization.value()))
                .chain(() -> transaction.preparedQuery(CREATE).execute(values))
                .map(EndpointStore::first)
                .call(made -> told(transaction, organization, Act.WEBHOOK_ENDPOINT_CREATED, by, made)));
    }

    /** The organization's endpoints, the oldest first. */
    Uni<List<Endpoint>> list(OrganizationId organization) {
        return pool.preparedQuery(LIST).execute(Tuple.of(organization.value())).map(rows -> {
            List<Endpoint> endpoints = new ArrayList<>(rows.rowCount());
            rows.forEach(row -> endpoints.add(endpoint(row)));
            return endpoints;
        });
    }

    /** The endpoint; empty when the organization has none of that id. So are the others. */
    Uni<Optional<Endpoint>> find(OrganizationId organization, EndpointId id) {
        return pool.preparedQuery(FIND).execute(values(organization, id)).map(EndpointStore::first);
    }

    Uni<Optional<Endpoint>> change(OrganizationId organization, EndpointId id, EndpointRequest request, Author by) {
        return act(organization, Act.WEBHOOK_ENDPOINT_CHANGED, by, CHANGE, request(values(organization, id), request));
    }

    /** Gives it a new secret. The former one signs too for {@code grace}; the one before it no more. */
    Uni<Optional<Endpoint>> rotate(OrganizationId organization, EndpointId id, Duration grace, Author by) {
        return act(
                organization,
                Act.WEBHOOK_SECRET_ROTATED,
                by,
                ROTATE,
                values(organization, id)
                        .addString(WebhookSecret.generate(random).value())
                        .addLong(grace.toMillis()));
    }

    Uni<Optional<Endpoint>> enable(OrganizationId organization, EndpointId id, Author by) {
        return act(organization, Act.WEBHOOK_ENDPOINT_ENABLED, by, ENABLE, values(organization, id));
    }

    Uni<Optional<Endpoint>> disable(OrganizationId organization, EndpointId id, Author by) {
        return act(organization, Act.WEBHOOK_ENDPOINT_DISABLED, by, DISABLE, values(organization, id));
    }

    /** Answers whether there was one. */
    Uni<Boolean> delete(OrganizationId organization, EndpointId id, Author by) {
        return act(organization, Act.WEBHOOK_ENDPOINT_DELETED, by, DELETE, values(organization, id))
                .map(Optional::isPresent);
    }

    /** Notes that a test was sent. */
    Uni<Void> noteTest(OrganizationId organization, Endpoint endpoint, Author by) {
        return pool.withTransaction(
                transaction -> told(transaction, organization, Act.WEBHOOK_TEST_SENT, by, Optional.of(endpoint)));
    }

    private Uni<Optional<Endpoint>> act(
            OrganizationId organization, Act act, Author by, String statement, Tuple values) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(statement)
                .execute(values)
                .map(EndpointStore::first)
                .call(found -> told(transaction, organization, act, by, found)));
    }

    private Uni<Void> told(
            SqlConnection transaction, OrganizationId organization, Act act, Author by, Optional<Endpoint> endpoint) {
        return endpoint.map(found -> audit.write(
                        transaction,
                        organization,
                        act,
                        by,
                        found.url(),
                        Map.of("endpoint_id", found.id().value().toString())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static Tuple values(OrganizationId organization, EndpointId id) {
        return Tuple.tuple().addUUID(id.value()).addUUID(organization.value());
    }

    private static Tuple request(Tuple values, EndpointRequest request) {
        return values.addString(request.url())
                .addString(request.description())
                .addArrayOfString(array(request.eventTypes()))
                .addArrayOfString(array(request.channels()))
                .addShort(
                        request.maxAttempts() == null
                                ? null
                                : request.maxAttempts().shortValue())
                .addValue(
                        request.retry() == null
                                ? null
                                : new JsonObject(request.retry().toWire()));
    }

    private static String @Nullable [] array(@Nullable List<String> names) {
        return names == null ? null : names.toArray(String[]::new);
    }

    private static Optional<Endpoint> first(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(endpoint(row));
        }
        return Optional.empty();
    }

    private static Endpoint endpoint(Row row) {
        String[] channels = row.getArrayOfStrings("channels");
        return new Endpoint(
                new EndpointId(row.getUUID("id")),
                row.getString("url"),
                row.getString("description"),
                List.of(row.getArrayOfStrings("event_types")),
                channels == null ? null : List.of(channels),
                row.getShort("max_attempts"),
                row.getJsonObject("retry"),
                new WebhookSecret(row.getString("secret")),
                instant(row, "former_secret_until"),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row, "failing_since"),
                instant(row, "disabled_at"),
                row.getString("disabled_reason"));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
