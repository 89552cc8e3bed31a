package dev.carillon.worker.lane;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.NotificationMessage;
import dev.carillon.common.retry.Backoff;
import dev.carillon.common.retry.RetryChoice;
import dev.carillon.worker.testing.Client;
import dev.carillon.worker.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs that say themselves when they are tried again, against a receiver that fails. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(SmallLimits.class)
class RetryDeliveryTest {

    private final WireMockServer endpoint = server();

    @Inject
    Client client;

    private static WireMockServer server() {
        WireMockServer server = new WireMockServer(
                WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
        server.start();
        return server;
    }

    @AfterEach
    void stop() {
        endpoint.stop();
    }

    @Test
    void anotherAnswerFiveHundredIsAboutThisJobAlone() {
        answer(aResponse().withStatus(500).withHeader("retry-after", "3600"));
        client.await(client.webhook(endpoint.url("/")), JobState.RETRYING);
        answer(aResponse().withStatus(204));

        assertEquals(
                1,
                client.await(client.webhook(endpoint.url("/")), JobState.SUCCEEDED)
                        .attempts());
    }

    @Test
    void aJobMayAskForItsOwnRetriesAndATimeBudget() {
        answer(aResponse().withStatus(500).withBody("broken"));
        RetryChoice choice =
                new RetryChoice(new Backoff.Schedule(List.of(Duration.ofMillis(300))), 0.0, Duration.ofSeconds(1));

        Job dead = client.await(client.submit(webhook(), 20, choice), JobState.FAILED);

        assertTrue(dead.attempts() >= 2 && dead.attempts() <= 4, () -> "attempts " + dead.attempts());
        assertTrue(String.valueOf(dead.lastError()).contains("Its time budget of PT1S"), dead.lastError());
        assertEquals(choice, dead.retry());
    }

    @Test
    void whatWaitsBeyondItsTimeBudgetIsNotSentAgain() {
        answer(aResponse().withStatus(500));
        RetryChoice choice =
                new RetryChoice(new Backoff.Schedule(List.of(Duration.ofMinutes(5))), 0.0, Duration.ofHours(1));
        JobId job = client.submit(webhook(), 20, choice);
        client.await(job, JobState.RETRYING);
        client.execute(
                "UPDATE job SET started_at = started_at - interval '2 hours', due_at = now() WHERE id = $1",
                job.value());

        Job dead = client.await(job, JobState.FAILED);

        assertEquals(1, dead.attempts(), "the one that was not made does not count");
        assertTrue(
                String.valueOf(dead.lastError()).startsWith("Its time budget of PT1H was used up"), dead.lastError());
        assertEquals(1, endpoint.getAllServeEvents().size());
    }

    private NotificationMessage webhook() {
        return new NotificationMessage(Channel.WEBHOOK, endpoint.url("/"), "Title", null, null);
    }

    private void answer(ResponseDefinitionBuilder answer) {
        endpoint.stubFor(any(anyUrl()).willReturn(answer));
    }
}
