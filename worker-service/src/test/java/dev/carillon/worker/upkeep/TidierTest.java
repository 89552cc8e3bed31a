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
}
