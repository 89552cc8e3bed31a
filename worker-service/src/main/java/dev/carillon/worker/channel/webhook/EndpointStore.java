package dev.carillon.worker.channel.webhook;

import dev.carillon.common.identity.WebhookSecret;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The endpoints in PostgreSQL, as far as deliveries need and change them. */
@Singleton
class EndpointStore {

    private static final String FIND = """
            SELECT url, secret, CASE WHEN former_secret_until > now() THEN former_secret END AS former_secret,
                   failing_since IS NOT NULL AS failing,
                   CASE WHEN disabled_at IS NOT NULL THEN coalesce(disabled_reason, '') END AS disabled_reason
            FROM webhook_endpoint
            WHERE id = $1 AND organization_id = $2
            """;

    private static final String WORKS = """
            UPDATE webhook_endpoint SET failing_since = NULL
            WHERE id = $1 AND organization_id = $2 AND failing_since IS NOT NULL
            """;

    // Changes the row when it begins to fail, and when it has failed for too long: not at every failure in between.
    private static final String FAILS = """
            UPDATE webhook_endpoint
            SET failing_since = coalesce(failing_since, now()),
                disabled_at = CASE WHEN failing_since <= now() - $3::bigint * interval '1 millisecond' THEN now() END,
                disabled_reason = CASE WHEN failing_since <= now() - $3::bigint * interval '1 millisecond'
                    THEN 'Nothing was taken since ' || to_char(failing_since AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') ||
                        ' UTC. The last delivery failed: ' || $4 END
            WHERE id = $1 AND organization_id = $2 AND disabled_at IS NULL
              AND (failing_since IS NULL OR failing_since <= now() - $3::bigint * interval '1 millisecond')
            RETURNING disabled_at IS NOT NULL AS disabled
            """;

    private static final String GONE = """
            UPDATE webhook_endpoint
            SET failing_since = coalesce(failing_since, now()), disabled_at = now(),
                disabled_reason = 'It answered 410 Gone, which asks for no more deliveries.'
            WHERE id = $1 AND organization_id = $2 AND disabled_at IS NULL
            """;

    private final Pool pool;

    EndpointStore(Pool pool) {
        this.pool = pool;
    }

    /** The endpoint; empty when it was deleted. */
    Uni<Optional<Endpoint>> find(EndpointKey key) {
        return pool.preparedQuery(FIND).execute(values(key)).map(rows -> {
            for (Row row : rows) {
                return Optional.of(endpoint(row));
            }
            return Optional.empty();
        });
    }

    private static Endpoint endpoint(Row row) {
        return new Endpoint(
                row.getString("url"),
                Stream.of("secret", "former_secret")
                        .map(row::getString)
                        .filter(Objects::nonNull)
                        .map(WebhookSecret::new)
                        .toList(),
                row.getBoolean("failing"),
                row.getString("disabled_reason"));
    }

    /** It took a delivery. */
    Uni<Void> works(EndpointKey key) {
        return pool.preparedQuery(WORKS).execute(values(key)).replaceWithVoid();
    }

    /**
     * It did not take a delivery. Answers whether it is disabled by that, because it took none for {@code patience}.
     *
     * @param error what went wrong, in a sentence
     */
    Uni<Boolean> fails(EndpointKey key, Duration patience, String error) {
        return pool.preparedQuery(FAILS)
                .execute(values(key).addLong(patience.toMillis()).addString(error.replace('\0', ' ')))
                .map(rows -> rows.rowCount() == 1 && rows.iterator().next().getBoolean("disabled"));
    }

    /** It asks for no more deliveries, and is disabled. */
    Uni<Void> gone(EndpointKey key) {
        return pool.preparedQuery(GONE).execute(values(key)).replaceWithVoid();
    }

    private static Tuple values(EndpointKey key) {
        return Tuple.tuple().addUUID(key.id()).addUUID(key.organizationId().value());
    }
}
