package dev.carillon.worker.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.worker.testing.Client;
import dev.carillon.worker.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a webhook that an organization sends brings, and what becomes of it. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class WebhookDeliveryTest {

    @RealServers.Receiver
    @SuppressWarnings("NullAway.Init")
    WireMockServer receiver;

    @Inject
    Client client;

    @BeforeEach
    void quiet() {
        receiver.resetAll();
    }

    @Test
    void aWebhookIsSignedAndTheReceiverCanVerifyIt() throws Exception {
        receiver.stubFor(post("/hook?x=1").willReturn(aResponse().withStatus(204)));
        JobId job = client.webhook(receiver.url("/hook?x=1"));

        client.await(job, JobState.SUCCEEDED);

        LoggedRequest request =
                receiver.findAll(postRequestedFor(urlEqualTo("/hook?x=1"))).getFirst();
        assertEquals(job.toString(), request.getHeader("webhook-id"));
        new Webhook(Client.SECRET)
                .verify(
                        request.getBodyAsString(),
                        Map.of(
                                "webhook-id", List.of(request.getHeader("webhook-id")),
                                "webhook-timestamp", List.of(request.getHeader("webhook-timestamp")),
                                "webhook-signature", List.of(request.getHeader("webhook-signature"))));
        assertTrue(request.getBodyAsString().contains("\"title\":\"Title\""), request.getBodyAsString());
    }

    @Test
    void aReceiverThatFailsTwiceThenWorksGetsTheSameIdThreeTimes() {
        // Of its own: jobs of other tests may be tried again meanwhile.
        String path = "/recovering";
        String scenario = "recovering";
        receiver.stubFor(post(path)
                .inScenario(scenario)
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("failed once")
                .willReturn(aResponse().withStatus(503).withBody("not now")));
        receiver.stubFor(post(path)
                .inScenario(scenario)
                .whenScenarioStateIs("failed once")
                .willSetStateTo("works")
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        receiver.stubFor(post(path)
                .inScenario(scenario)
                .whenScenarioStateIs("works")
                .willReturn(aResponse().withStatus(200)));
        JobId job = client.webhook(receiver.url(path));

        Job done = client.await(job, JobState.SUCCEEDED);

        assertEquals(3, done.attempts());
        List<LoggedRequest> requests = receiver.findAll(postRequestedFor(urlEqualTo(path)));
        assertEquals(
                List.of(job.toString(), job.toString(), job.toString()),
                requests.stream()
                        .map(request -> request.getHeader("webhook-id"))
                        .toList());
        assertTrue(String.valueOf(client.attempts(job).getLast().error()).contains("503: not now"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 404, 410, 422, 501})
    void anAnswerThatWillNotChangeEndsTheJobAtOnce(int status) {
        receiver.stubFor(any(anyUrl())
                .willReturn(aResponse().withStatus(status).withHeader("location", receiver.url("/elsewhere"))));

        Job dead = client.await(client.webhook(receiver.url("/ends/" + status)), JobState.FAILED);

        assertEquals(1, dead.attempts());
        assertTrue(String.valueOf(dead.lastError()).contains(Integer.toString(status)));
        assertEquals(1, requestsTo("/ends/" + status));
        assertEquals(0, requestsTo("/elsewhere"), "redirects are not followed");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 504})
    void anAnswerThatMayChangeIsTriedAgainToTheLastAttempt(int status) {
        receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));

        Job dead = client.await(client.webhook(receiver.url("/again/" + status)), JobState.FAILED);

        assertEquals(3, dead.attempts());
        assertEquals(3, requestsTo("/again/" + status));
    }

    @Test
    void aReceiverThatAsksToWaitIsNotCalledBefore() {
        // About this job alone, unlike 429 and 503, which would pause the lane for the tests to come.
        receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(425).withHeader("retry-after", "3600")));

        Job waiting = client.await(client.webhook(receiver.url("/hook")), JobState.RETRYING);

        Duration wait =
                Duration.between(waiting.timeline().getLast().at(), java.util.Objects.requireNonNull(waiting.dueAt()));
        assertEquals(Duration.ofHours(1), wait);
    }

    @Test
    void aReceiverThatHangsIsGivenUp() {
        receiver.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(20_000)));
        JobId job = client.webhook(receiver.url("/hook"));

        client.await(job, JobState.RETRYING);

        assertTrue(client.attempts(job).getFirst().error() != null);
        assertTrue(Duration.between(
                                client.attempts(job).getFirst().startedAt(),
                                client.attempts(job).getFirst().finishedAt())
                        .compareTo(Duration.ofSeconds(15))
                < 0);
    }

    @Test
    void aReceiverWhoseBodyNeverEndsIsCountedByItsStatus() {
        receiver.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(200)
                        .withBody("x".repeat(100_000))
                        .withChunkedDribbleDelay(100, 20_000)));

        assertEquals(
                1,
                client.await(client.webhook(receiver.url("/hook")), JobState.SUCCEEDED)
                        .attempts());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://10.0.0.1/",
                "http://[::1]:1/",
                "http://[::ffff:10.0.0.1]/",
                "http://2130706434/",
                "http://127.0.0.2:1/"
            })
    void aWebhookCannotReachTheInside(String url) {
        Job dead = client.await(client.webhook(url), JobState.FAILED);

        assertEquals(1, dead.attempts());
        assertTrue(String.valueOf(dead.lastError()).contains("not public"), dead.lastError());
    }

    @Test
    void aHostWithoutAddressMayGetOne() {
        Job waiting = client.await(client.webhook("http://does-not-exist.invalid/"), JobState.RETRYING);

        assertTrue(String.valueOf(waiting.lastError()).contains("has no address"), waiting.lastError());
    }

    private int requestsTo(String path) {
        return receiver.findAll(postRequestedFor(urlEqualTo(path))).size();
    }
}
