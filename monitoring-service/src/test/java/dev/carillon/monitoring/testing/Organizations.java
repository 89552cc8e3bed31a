package dev.carillon.monitoring.testing;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Organizations for tests, and what they pause. */
@Singleton
public class Organizations {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Pool pool;

    Organizations(Pool pool) {
        this.pool = pool;
    }

    /** The id of a new one. */
    public UUID create(String name) {
        UUID id = UUID.randomUUID();
        execute(
                "INSERT INTO organization (id, name, webhook_secret) VALUES ($1, $2, 'whsec_dGVzdA==')",
                Tuple.of(id, name));
        return id;
    }

    /** Lets the organization pause a channel of its own. Answers the pause's id. */
    public UUID pauses(UUID organization, String channel, String reason) {
        UUID id = UUID.randomUUID();
        execute(
                "INSERT INTO pause (id, organization_id, channel, reason, paused_by) VALUES ($1, $2, $3, $4, 'API key production')",
                Tuple.of(id, organization, channel, reason));
        return id;
    }

    /** How many pauses the organization has. */
    public long pausesOf(UUID organization) {
        return pool.preparedQuery("SELECT count(*) FROM pause WHERE organization_id = $1")
                .execute(Tuple.of(organization))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    /** What the organization's owners read that administrators did, the first first: act, subject and details. */
    public List<String> administratorsActs(UUID organization) {
        List<String> acts = new ArrayList<>();
        pool.preparedQuery(
                        "SELECT act, subject, details::text AS details FROM audit_entry "
                                + "WHERE organization_id = $1 AND actor_kind = 'administrator' AND address = '' ORDER BY at, id")
                .execute(Tuple.of(organization))
                .await()
                .atMost(PATIENCE)
                .forEach(row -> acts.add(
                        row.getString("act") + " " + row.getString("subject") + " " + row.getString("details")));
        return acts;
    }

    /** Removes all pauses. */
    public void resumeAll() {
        execute("DELETE FROM pause", Tuple.tuple());
    }

    private void execute(String statement, Tuple values) {
        pool.preparedQuery(statement).execute(values).await().atMost(PATIENCE);
    }
}
