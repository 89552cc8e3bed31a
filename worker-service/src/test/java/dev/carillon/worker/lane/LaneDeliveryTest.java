package dev.carillon.worker.lane;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.carillon.common.job.Attempt;
import dev.carillon.common.job.AttemptOutcome;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.NotificationMessage;
import dev.carillon.common.lane.Lane;
import dev.carillon.common.lane.LaneBook;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.Telemetry;
import dev.carillon.local.testing.TestServers;
import dev.carillon.worker.testing.Client;
import dev.carillon.worker.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer of one receiver or provider means for the other jobs on their way to it. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(SmallLimits.class)
class LaneDeliveryTest {

    private final WireMockServer endpoint = server();
    private final WireMockServer other = server();

    @Inject
    Client client;

    @Inject
    LaneBook book;

    @Inject
    Telemetry telemetry;

    private static WireMockServer server() {
        WireMockServer server = new WireMockServer(
                WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
        server.start();
        return server;
    }

    @BeforeEach
    void quiet() {
        TestServers.mail().reset();
        other.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(204)));
    }

    @AfterEach
    void stop() {
        endpoint.stop();
        other.stop();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void retryAfterPausesTheWholeLaneAndNoOther(int status) {
        answer(aResponse().withStatus(status).withHeader("retry-after", "3"));
        JobId met = client.webhook(endpoint.url("/met"));
        client.await(met, JobState.RETRYING);
        answer(aResponse().withStatus(204));

        JobId putOff = client.webhook(endpoint.url("/put-off"));
        Job snoozed = client.await(putOff, JobState.SCHEDULED);
        client.await(client.webhook(other.url("/other")), JobState.SUCCEEDED);
        assertEquals(JobState.SCHEDULED, client.job(putOff).state());
        assertTrue(book.find(lane()).await().atMost(Duration.ofSeconds(5)).isPresent());

        assertEquals(0, snoozed.attempts());
        assertEquals(
                List.of(JobState.QUEUED, JobState.SCHEDULED),
                snoozed.timeline().stream().map(entry -> entry.state()).toList());
        Job done = client.await(putOff, JobState.SUCCEEDED);
        assertEquals(1, done.attempts());
        List<Attempt> attempts = client.attempts(putOff);
        assertEquals(
                List.of(AttemptOutcome.SUCCEEDED, AttemptOutcome.SNOOZED),
                attempts.stream().map(Attempt::outcome).toList());
        assertTrue(String.valueOf(attempts.getLast().error()).contains("is paused. The receiver answered " + status));
        assertEquals(2, client.await(met, JobState.SUCCEEDED).attempts());
        Instant opened = client.attempts(met).getLast().finishedAt().plusSeconds(3);
        assertTrue(!attempts.getFirst().startedAt().isBefore(opened), "nothing was sent before the lane opened");
    }

    @Test
    void aDateIsHeededAsWell() {
        Instant until = Instant.now().plusSeconds(40);
        answer(aResponse()
                .withStatus(429)
                .withHeader(
                        "retry-after", DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atOffset(ZoneOffset.UTC))));
        Job met = client.await(client.webhook(endpoint.url("/")), JobState.RETRYING);
        Job putOff = client.await(client.webhook(endpoint.url("/")), JobState.SCHEDULED);

        for (Job job : List.of(met, putOff)) {
            Duration off = Duration.between(until, Objects.requireNonNull(job.dueAt()));
            assertTrue(off.abs().compareTo(Duration.ofSeconds(3)) < 0, () -> job.state() + " is off by " + off);
        }
    }

    @Test
    void manyLooksAreOneRecordAndTheJobsComeBackSpread() {
        answer(aResponse().withStatus(429).withHeader("retry-after", "2"));
        client.await(client.webhook(endpoint.url("/")), JobState.RETRYING);
        List<JobId> jobs = IntStream.range(0, 40)
                .mapToObj(_ -> client.webhook(endpoint.url("/")))
                .toList();
        List<Instant> due = jobs.stream()
                .map(job -> Objects.requireNonNull(
                        client.await(job, JobState.SCHEDULED).dueAt()))
                .sorted()
                .toList();
        answer(aResponse().withStatus(204).withFixedDelay(30));

        assertTrue(
                Duration.between(due.getFirst(), due.getLast()).compareTo(Duration.ofMillis(100)) > 0,
                () -> "all at one moment: " + due);
        for (JobId job : jobs) {
            Job done = client.await(job, JobState.SUCCEEDED);
            assertEquals(1, done.attempts());
            assertEquals(2, client.attempts(job).size(), () -> "records " + client.attempts(job));
            assertEquals(
                    List.of(JobState.QUEUED, JobState.SCHEDULED, JobState.QUEUED, JobState.RUNNING, JobState.SUCCEEDED),
                    done.timeline().stream().map(entry -> entry.state()).toList());
        }
    }

    @Test
    void aSlowEndpointHasNoMoreThanItsLimitAndBlocksNobody() {
        answer(aResponse().withStatus(204).withFixedDelay(400));
        List<JobId> slow = IntStream.range(0, 40)
                .mapToObj(_ -> client.webhook(endpoint.url("/")))
                .toList();

        Job quick = client.await(client.webhook(other.url("/")), JobState.SUCCEEDED);
        long unfinished = slow.stream()
                .filter(job -> !client.job(job).state().isFinished())
                .count();

        assertTrue(unfinished > 0, "the slow ones were over before");
        Duration took = Duration.between(quick.createdAt(), Objects.requireNonNull(quick.finishedAt()));
        assertTrue(took.compareTo(Duration.ofMillis(1500)) < 0, took::toString);
        slow.forEach(
                job -> assertEquals(1, client.await(job, JobState.SUCCEEDED).attempts()));
        assertEquals(40, endpoint.getAllServeEvents().size(), "each once");
        assertTrue(mostAtOnce() <= SmallLimits.ENDPOINT, () -> "at once: " + mostAtOnce());
    }

    @Test
    void aFloodToASlowEndpointCostsABoundedNumberOfLooks() {
        answer(aResponse().withStatus(204).withFixedDelay(20));
        Client.Flood flood = client.flood(webhook(), 1_000);

        client.await(client.webhook(other.url("/")), JobState.SUCCEEDED);
        flood.awaitFinished(Duration.ofSeconds(60));

        assertEquals(1_000, endpoint.getAllServeEvents().size(), "each once");
        assertTrue(flood.looks() < 6, () -> "looks at each job: " + flood.looks());
    }

    @ParameterizedTest
    @ValueSource(strings = {"421 4.3.0 Closing", "450 4.3.2 System not accepting messages", "451 4.4.5 Congested"})
    void aMailServerThatHasTooMuchIsLeftAloneForAMoment(String reply) {
        TestServers.mail().refuseRecipient("met@example.test", reply);
        Lane smtp = Lane.of(client.organization(), Client.email("a@example.test", "", ""));

        JobId met = client.email("met@example.test", "Too much");
        client.await(met, JobState.RETRYING);
        TestServers.mail().acceptAll();

        client.await(met, JobState.SUCCEEDED);
        assertTrue(client.attempts(met).size() >= 2);
        assertEquals("email", smtp.key());
        client.await(client.email("other@example.test", "Later"), JobState.SUCCEEDED);
    }

    @Test
    void aChannelThatHoldsUnknownOutcomesAsksAPerson() {
        JobId job = client.submitToBacklog(webhook());
        client.execute("""
                UPDATE job SET state = 'running', fence = 1, worker_id = gen_random_uuid(), started_at = now() WHERE id = $1
                """, job.value());
        client.execute("INSERT INTO worker (id, name, lease_expires_at) VALUES (gen_random_uuid(), 'dead', now())");

        Job held = client.await(job, JobState.HELD);
        // Counted once it is known that the rescue was committed, which the job's state tells a moment earlier.
        await().until(() -> telemetry.counter(CountMeasure.OUTCOMES_UNKNOWN).total() >= 1);
        assertEquals(0, held.attempts());

        assertTrue(String.valueOf(held.lastError()).contains("retry it if it did not"), held.lastError());
        assertEquals(AttemptOutcome.UNKNOWN, client.attempts(job).getFirst().outcome());
    }

    private NotificationMessage webhook() {
        return new NotificationMessage(Channel.WEBHOOK, endpoint.url("/"), "Title", null, null);
    }

    private Lane lane() {
        return Lane.of(client.organization(), webhook());
    }

    private void answer(ResponseDefinitionBuilder answer) {
        endpoint.stubFor(any(anyUrl()).willReturn(answer));
    }

    /** How many requests the endpoint was working on at once: each takes 400 ms, and is dated when it came. */
    private long mostAtOnce() {
        List<Long> dates = endpoint.getAllServeEvents().stream()
                .map(event -> event.getRequest().getLoggedDate().getTime())
                .toList();
        return dates.stream()
                .mapToLong(one -> dates.stream()
                        .filter(each -> each > one - 380 && each <= one)
                        .count())
                .max()
                .orElse(0);
    }
}
