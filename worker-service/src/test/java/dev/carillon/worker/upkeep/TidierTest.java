package dev.carillon.worker.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.common.pause.PauseAdministration;
import dev.carillon.worker.testing.Client;
import dev.carillon.worker.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class TidierTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Tidier tidier;

    @Inject
    PauseAdministration pauses;

    @Inject
    Client client;

    @Inject
    Pool pool;

    @AfterEach
    void resumeAll() {
        client.execute("DELETE FROM pause");
    }

    @Test
    void pausesThatHaveEndedAreRemovedAndOthersAreNot() {
        client.execute("""
                INSERT INTO pause (priority, reason, paused_by, ends_at) VALUES
                    (0, 'over', 'test', now() - interval '1 second'),
                    (1, 'later', 'test', now() + interval '1 hour'),
                    (2, 'open', 'test', NULL)
                """);
        assertEquals(2, pauses.tally().await().atMost(PATIENCE).total());

        tidier.turn().await().atMost(PATIENCE);

        List<String> left = new ArrayList<>();
        pool.query("SELECT reason FROM pause ORDER BY priority")
                .execute()
                .await()
                .atMost(PATIENCE)
                .forEach(row -> left.add(row.getString(0)));
        assertEquals(List.of("later", "open"), left);
    }

    @Test
    void operationsAndReplaysThatEndedLongAgoAreForgottenAndOthersAreNot() {
        UUID endpoint = UUID.randomUUID();
        client.execute("""
                INSERT INTO webhook_endpoint (id, organization_id, url, description, event_types, secret, disabled_at)
                VALUES ($1, $2, 'https://example.test', '', '{job.failed}', 'whsec_dGVzdA==', now())
                """, endpoint, client.organization().value());
        client.execute("""
                INSERT INTO webhook_replay (id, endpoint_id, organization_id, since, until, position, finished_at, deliveries)
                SELECT gen_random_uuid(), $1, $2, now(), now(), gen_random_uuid(), now() - age, extract(day FROM age)
                FROM unnest('{31 days, 29 days, 0}'::interval[]) AS ended (age)
                """, endpoint, client.organization().value());
        client.execute("""
                INSERT INTO bulk_operation (id, organization_id, action, state, position, bound, matched, matched_exactly,
                    requested_by, created_at, finished_at, done)
                SELECT gen_random_uuid(), $1, 'cancel', CASE WHEN age IS NULL THEN 'cancelled' ELSE 'completed' END,
                    gen_random_uuid(), gen_random_uuid(), 0, true, gen_random_uuid(), now() - interval '1 year', now() - age,
                    coalesce(extract(day FROM age), -1)
                FROM unnest('{31 days, 29 days, NULL}'::interval[]) AS ended (age)
                """, client.organization().value());

        tidier.turn().await().atMost(PATIENCE);

        assertEquals(
                29,
                client.number("SELECT sum(deliveries)::bigint FROM webhook_replay WHERE endpoint_id = $1", endpoint));
        assertEquals(
                28,
                client.number(
                        "SELECT sum(done)::bigint FROM bulk_operation WHERE organization_id = $1 AND action = 'cancel'",
                        client.organization().value()));
        client.execute("DELETE FROM webhook_endpoint WHERE id = $1", endpoint);
        client.execute(
                "DELETE FROM bulk_operation WHERE organization_id = $1",
                client.organization().value());
    }
}
