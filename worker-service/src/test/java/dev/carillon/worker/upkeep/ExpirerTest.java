package dev.carillon.worker.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.worker.testing.Client;
import dev.carillon.worker.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class ExpirerTest {

    @Inject
    Client client;

    @AfterEach
    void resume() {
        client.execute(
                "DELETE FROM pause WHERE organization_id = $1",
                client.organization().value());
    }

    @Test
    void aPausedJobExpiresInTimeAndNotWhenItIsResumed() {
        client.execute(
                "INSERT INTO pause (organization_id, reason, paused_by) VALUES ($1, 'Test', 'test')",
                client.organization().value());
        JobId published = client.email("paused@example.test", "Paused");
        JobId backlogged = client.submitToBacklog(Client.email("paused@example.test", "Paused", "Hello"));
        client.execute("UPDATE job SET expires_at = now() WHERE id IN ($1, $2)", published.value(), backlogged.value());

        Job expired = client.await(published, JobState.EXPIRED);
        client.await(backlogged, JobState.EXPIRED);

        assertNotNull(expired.finishedAt());
        assertEquals(0, expired.attempts());
    }
}
