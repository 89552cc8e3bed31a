package dev.carillon.worker.delivery;

import static dev.carillon.common.job.AttemptOutcome.FAILED;
import static dev.carillon.common.job.AttemptOutcome.FAILED_PERMANENTLY;
import static dev.carillon.common.job.AttemptOutcome.SUCCEEDED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.carillon.common.job.Attempt;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.NotificationMessage;
import dev.carillon.local.server.ReceivedMail;
import dev.carillon.local.testing.TestServers;
import dev.carillon.worker.testing.Client;
import dev.carillon.worker.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs from the queue to their end, by the example of mails. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class DeliveryTest {

    @RealServers.Receiver
    @SuppressWarnings("NullAway.Init")
    WireMockServer receiver;

    @Inject
    Client client;

    @BeforeEach
    void quiet() {
        receiver.resetAll();
        TestServers.mail().reset();
    }

    @Test
    void aMailArrivesOnceWithTheJobsMessageId() {
        JobId job = client.email("ada@example.test", "Tower bells");

        Job done = client.await(job, JobState.SUCCEEDED);

        List<ReceivedMail> mails = TestServers.mail().receivedFor("ada@example.test");
        assertEquals(1, mails.size());
        assertTrue(source(mails.getFirst()).contains("Message-ID: <" + job + "@example.test>"), "deterministic");
        assertTrue(source(mails.getFirst()).contains("Subject: Tower bells"));
        assertEquals(1, done.attempts());
        assertEquals(
                List.of(JobState.QUEUED, JobState.RUNNING, JobState.SUCCEEDED),
                done.timeline().stream().map(entry -> entry.state()).toList());
        assertEquals("smtp", client.attempts(job).getFirst().provider());
    }

    private static String source(ReceivedMail mail) {
        return new String(mail.source(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "{\"channel\": \"webhook\"}", "{\"to\": \"https://example.test/\"}"})
    void aMessageThatCannotBeReadEndsTheJob(String payload) {
        JobId job = client.submitUnpublished(
                new NotificationMessage(Channel.WEBHOOK, receiver.url("/never"), "Title", "Body", null));
        client.execute("UPDATE job SET payload = $2::text::json WHERE id = $1", job.value(), payload);

        Job dead = client.await(job, JobState.FAILED);

        assertEquals("The stored message is not one for this channel", dead.lastError());
    }

    @Test
    void aRefusalThatWillNotPassEndsTheJob() {
        TestServers.mail().refuseRecipient("nobody@example.test", "550 5.1.1 No such user");

        Job dead = client.await(client.email("nobody@example.test", "Anyone?"), JobState.FAILED);

        assertEquals(1, dead.attempts());
        assertTrue(String.valueOf(dead.lastError()).contains("550"), dead.lastError());
        assertEquals(FAILED_PERMANENTLY, client.attempts(dead.id()).getFirst().outcome());
    }

    @Test
    void aRefusalThatMayPassIsTriedAgain() {
        TestServers.mail().refuseRecipient("busy@example.test", "451 4.3.0 Try again later");
        JobId job = client.email("busy@example.test", "Now?");
        client.await(job, JobState.RETRYING);
        TestServers.mail().acceptAll();

        client.await(job, JobState.SUCCEEDED);

        assertEquals(1, TestServers.mail().receivedFor("busy@example.test").size());
        assertEquals(SUCCEEDED, client.attempts(job).getFirst().outcome());
        assertEquals(FAILED, client.attempts(job).getLast().outcome());
    }

    @Test
    void afterTheLastAttemptTheJobIsDeadAndInspectable() {
        TestServers.mail().refuseRecipient("busy@example.test", "451 4.3.0 Try again later");

        Job dead = client.await(client.email("busy@example.test", "Now?"), JobState.FAILED);

        assertEquals(3, dead.attempts());
        assertEquals(
                List.of(FAILED, FAILED, FAILED),
                client.attempts(dead.id()).stream().map(Attempt::outcome).toList());
        assertTrue(String.valueOf(dead.lastError()).contains("Try again later"));
    }

    @Test
    void aJobThatWasNeverPublishedIsFound() {
        JobId job = client.submitUnpublished(Client.email("orphan@example.test", "Found", "Hello"));

        client.await(job, JobState.SUCCEEDED);

        assertEquals(1, TestServers.mail().receivedFor("orphan@example.test").size());
    }

    @Test
    void jobsSurviveThatRedisIsEmptied() {
        List<JobId> jobs = IntStream.range(0, 100)
                .mapToObj(i -> {
                    if (i == 50) {
                        TestServers.redis().flush();
                    }
                    return client.email("flood" + i + "@example.test", "Flood");
                })
                .toList();

        jobs.forEach(job -> client.await(job, JobState.SUCCEEDED));

        assertEquals(100, TestServers.mail().received().size());
    }
}
