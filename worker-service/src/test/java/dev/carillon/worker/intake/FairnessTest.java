package dev.carillon.worker.intake;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.NotificationMessage;
import dev.carillon.local.testing.TestServers;
import dev.carillon.worker.testing.Client;
import dev.carillon.worker.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One organization's flood, and what another notices of it. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class FairnessTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @RealServers.Receiver
    @SuppressWarnings("NullAway.Init")
    WireMockServer receiver;

    @Inject
    Client client;

    @Inject
    LostAnswers lost;

    @BeforeEach
    void quiet() {
        receiver.resetAll();
        TestServers.mail().reset();
    }

    @Test
    void aMailDoesNotWaitBehindAnothersFlood() {
        receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(204).withFixedDelay(150)));
        Client.Flood flood = client.flood(
                new NotificationMessage(Channel.WEBHOOK, receiver.url("/slow"), "Title", "Body", null), 1_500);

        Job done = client.await(client.email("ada@example.test", "Quick"), JobState.SUCCEEDED);
        long unfinished = flood.unfinished();

        assertTrue(unfinished > 0, "the flood was over before the mail was sent");
        Duration waited = Duration.between(done.createdAt(), java.util.Objects.requireNonNull(done.startedAt()));
        assertTrue(waited.compareTo(Duration.ofSeconds(1)) < 0, () -> waited + " with " + unfinished + " before it");
        flood.awaitFinished(LONG);
        assertEquals(1_500, receiver.getAllServeEvents().size(), "each once");
    }

    @Test
    void jobsAreDeliveredWhileRedisIsAway() {
        TestServers.redis().stop();
        try {
            List<JobId> jobs = List.of(
                    client.submitToBacklog(Client.email("one@example.test", "Without Redis", "Hello")),
                    client.submitUnpublished(Client.email("two@example.test", "Unpublished", "Hello")));

            jobs.forEach(job -> client.await(job, JobState.SUCCEEDED));
        } finally {
            TestServers.redis().start();
        }
        client.await(client.email("three@example.test", "With Redis"), JobState.SUCCEEDED);
        assertEquals(3, TestServers.mail().received().size());
    }

    @Test
    void aClaimWhoseAnswerWasLostIsNoticedByTheWorkerItself() {
        JobId job = client.submitUnpublished(Client.email("lost@example.test", "Lost answer", "Hello"));
        client.execute("""
                UPDATE job SET state = 'running', fence = 1, timeline_times = ARRAY[now() - interval '10 seconds'],
                    worker_id = (SELECT id FROM worker WHERE lease_expires_at > now() ORDER BY lease_expires_at DESC LIMIT 1)
                WHERE id = $1
                """, job.value());
        lost.lost();

        client.await(job, JobState.SUCCEEDED);

        assertEquals(1, client.attempts(job).size(), "nothing had been sent");
    }

    @Test
    void whatIsPausedWaitsAndGoesOnWhenItIsResumed() {
        client.execute(
                "INSERT INTO pause (organization_id, channel, reason, paused_by) VALUES ($1, 'email', 'Test', 'test')",
                client.organization().value());
        JobId paused = client.email("paused@example.test", "Later");
        receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(204)));

        client.await(client.webhook(receiver.url("/other-channel")), JobState.SUCCEEDED);
        assertEquals(JobState.QUEUED, client.job(paused).state());
        client.execute("DELETE FROM pause");

        client.await(paused, JobState.SUCCEEDED);
        assertEquals(1, client.job(paused).attempts());
        assertEquals(
                List.of(JobState.QUEUED, JobState.RUNNING, JobState.SUCCEEDED),
                client.job(paused).timeline().stream()
                        .map(entry -> entry.state())
                        .toList());
    }
}
