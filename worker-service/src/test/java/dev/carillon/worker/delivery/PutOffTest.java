package dev.carillon.worker.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.carillon.common.job.JobState.EXPIRED;
import static dev.carillon.common.job.JobState.QUEUED;
import static dev.carillon.common.job.JobState.RETRYING;
import static dev.carillon.common.job.JobState.RUNNING;
import static dev.carillon.common.job.JobState.SCHEDULED;
import static dev.carillon.common.job.JobState.SUCCEEDED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.store.JobChanges;
import dev.carillon.common.store.JobReschedule;
import dev.carillon.common.store.ReadyJob;
import dev.carillon.common.stream.JobStream;
import dev.carillon.local.testing.TestServers;
import dev.carillon.worker.testing.Client;
import dev.carillon.worker.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is put off or has expired is not started, whatever waits for it in the streams. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class PutOffTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RealServers.Receiver
    @SuppressWarnings("NullAway.Init")
    WireMockServer receiver;

    @Inject
    Client client;

    @Inject
    JobReschedule reschedule;

    @Inject
    JobStream stream;

    @BeforeEach
    void quiet() {
        receiver.resetAll();
        TestServers.mail().reset();
    }

    @Test
    void theEntryOfAJobThatWasPutOffDoesNotStartIt() {
        JobId job = client.submitUnpublished(Client.email("later@example.test", "Later", "Hello"));
        Instant time = Instant.now().plusMillis(1_500);
        Job changed = reschedule
                .reschedule(
                        client.organization(),
                        job,
                        new JobChanges(new JobChanges.Change<>(time), null, null, null, null))
                .await()
                .atMost(PATIENCE)
                .orElseThrow()
                .job();
        assertEquals(SCHEDULED, changed.state());
        stream.publish(List.of(new ReadyJob(job, client.organization(), changed.priority())))
                .await()
                .atMost(PATIENCE);

        Job done = client.await(job, SUCCEEDED);

        assertEquals(List.of(QUEUED, SCHEDULED, QUEUED, RUNNING, SUCCEEDED), states(done));
        assertFalse(Objects.requireNonNull(done.startedAt()).isBefore(time));
        assertEquals(1, TestServers.mail().receivedFor("later@example.test").size());
    }

    @Test
    void anAttemptThatWouldComeAfterTheExpiryIsNotMade() {
        receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503).withHeader("retry-after", "1")));
        JobId job = client.webhook(receiver.url("/too-late"));
        client.await(job, RETRYING);
        client.execute("UPDATE job SET expires_at = now() + interval '0.2 seconds' WHERE id = $1", job.value());

        Job expired = client.await(job, EXPIRED);

        assertEquals(List.of(QUEUED, RUNNING, RETRYING, EXPIRED), states(expired));
        assertEquals(
                1, receiver.findAll(postRequestedFor(urlEqualTo("/too-late"))).size());
    }

    private static List<JobState> states(Job job) {
        return job.timeline().stream().map(entry -> entry.state()).toList();
    }
}
