package dev.carillon.worker.channel.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.local.testing.TestServers;
import dev.carillon.worker.testing.Client;
import dev.carillon.worker.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints are told of jobs, signed, and disabled when they do not listen. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class EventDeliveryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SECRET = "whsec_bmV3ZXN0LW5ld2VzdC1uZXdlc3QtMTI=";
    private static final String FORMER = "whsec_Zm9ybWVyLWZvcm1lci1mb3JtZXItMTI=";

    @RealServers.Receiver
    @SuppressWarnings("NullAway.Init")
    WireMockServer receiver;

    @Inject
    Client client;

    @Inject
    Pool pool;

    private final UUID endpoint = UUID.randomUUID();
    private final String path = "/events/" + endpoint;

    @BeforeEach
    void quiet() {
        receiver.resetAll();
        TestServers.mail().reset();
        client.execute("""
                INSERT INTO webhook_endpoint (id, organization_id, url, description, event_types, secret)
                VALUES ($1, $2, $3, '', ARRAY['job.succeeded', 'job.failed', 'job.retrying'], $4)
                """, endpoint, client.organization().value(), receiver.url(path), SECRET);
    }

    @AfterEach
    void remove() {
        client.execute("DELETE FROM webhook_endpoint");
    }

    private void answer(int status) {
        receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));
    }

    private JobId mail() {
        JobId job = client.email("ada@example.test", "Told");
        client.await(job, JobState.SUCCEEDED);
        return job;
    }

    /** The job that tells of this one, once it is in that state. */
    private Job told(JobId job, JobState state) {
        JobId event = Awaitility.await("an event of job " + job)
                .atMost(PATIENCE)
                .until(
                        () -> rows("SELECT id FROM job WHERE type = 'event' AND tags->>'job' = $1", job.toString()),
                        rows -> rows.size() == 1)
                .stream()
                .map(row -> new JobId(row.getUUID("id")))
                .findFirst()
                .orElseThrow();
        return client.await(event, state);
    }

    private List<Row> rows(String sql, Object... values) {
        List<Row> rows = new ArrayList<>();
        pool.preparedQuery(sql)
                .execute(Tuple.from(values))
                .await()
                .atMost(PATIENCE)
                .forEach(rows::add);
        return rows;
    }

    private Row endpoint() {
        return rows("SELECT * FROM webhook_endpoint WHERE id = $1", endpoint).getFirst();
    }

    private List<LoggedRequest> requests() {
        return receiver.findAll(postRequestedFor(urlEqualTo(path)));
    }

    private static void verify(String secret, LoggedRequest request) throws Exception {
        new Webhook(secret)
                .verify(
                        request.getBodyAsString(),
                        Map.of(
                                "webhook-id", List.of(request.getHeader("webhook-id")),
                                "webhook-timestamp", List.of(request.getHeader("webhook-timestamp")),
                                "webhook-signature", List.of(request.getHeader("webhook-signature"))));
    }

    @Test
    void anEndpointIsToldOfAJobAndCanVerifyIt() throws Exception {
        answer(204);
        JobId job = mail();

        Job event = told(job, JobState.SUCCEEDED);

        assertEquals(1, requests().size());
        LoggedRequest request = requests().getFirst();
        verify(SECRET, request);
        assertEquals(event.id().toString(), request.getHeader("webhook-id"));
        JsonObject body = new JsonObject(request.getBodyAsString());
        assertEquals(java.util.Set.of("type", "timestamp", "data"), body.fieldNames());
        assertEquals("job.succeeded", body.getString("type"));
        assertEquals(job.toString(), body.getJsonObject("data").getString("id"));
        assertEquals(client.job(job).timeline().getLast().at(), Instant.parse(body.getString("timestamp")));
        assertEquals(null, endpoint().getOffsetDateTime("failing_since"));
    }

    @Test
    void afterARotationBothSecretsVerifyUntilTheGraceIsOver() throws Exception {
        answer(204);
        client.execute(
                "UPDATE webhook_endpoint SET former_secret = $1, former_secret_until = now() + interval '1 hour'",
                FORMER);
        told(mail(), JobState.SUCCEEDED);
        LoggedRequest within = requests().getFirst();
        verify(SECRET, within);
        verify(FORMER, within);

        client.execute("UPDATE webhook_endpoint SET former_secret_until = now() - interval '1 second'");
        // What was known of the endpoint is forgotten after a second.
        Awaitility.await("one signature").atMost(PATIENCE).until(() -> {
            told(mail(), JobState.SUCCEEDED);
            return !requests().getLast().getHeader("webhook-signature").contains(" ");
        });
        verify(SECRET, requests().getLast());
        assertThrows(
                WebhookVerificationException.class,
                () -> verify(FORMER, requests().getLast()));
    }

    @Test
    void aFailureIsNotedRepeatedAndForgottenByASuccess() {
        answer(503);
        JobId job = mail();
        told(job, JobState.RETRYING);
        Awaitility.await("noted").atMost(PATIENCE).until(() -> endpoint().getOffsetDateTime("failing_since") != null);

        answer(200);
        Job event = told(job, JobState.SUCCEEDED);

        assertTrue(event.attempts() > 1);
        Awaitility.await("forgotten").atMost(PATIENCE).until(() -> {
            told(mail(), JobState.SUCCEEDED);
            return endpoint().getOffsetDateTime("failing_since") == null;
        });
        assertEquals(null, endpoint().getOffsetDateTime("disabled_at"));
    }

    @Test
    void anEndpointThatIsGoneIsDisabledAtOnce() {
        answer(410);

        Job event = told(mail(), JobState.FAILED);

        assertEquals(1, event.attempts());
        assertNotNull(endpoint().getOffsetDateTime("disabled_at"));
        assertTrue(endpoint().getString("disabled_reason").contains("410"));
        assertEquals(
                List.of(),
                rows("SELECT id FROM job WHERE type = 'event' AND tags->>'job' = $1", mail().toString()),
                "it is told no more");
    }

    @Test
    void anEndpointThatTookNothingForDaysIsDisabled() {
        answer(500);
        client.execute("UPDATE webhook_endpoint SET failing_since = now() - interval '4 days'");
        JobId job = mail();
        told(job, JobState.RETRYING);
        assertEquals(null, endpoint().getOffsetDateTime("disabled_at"), "not yet");

        client.execute("UPDATE webhook_endpoint SET failing_since = now() - interval '6 days'");

        Job event = told(job, JobState.FAILED);
        assertTrue(String.valueOf(event.lastError()).contains("disabled"), event.lastError());
        String reason = endpoint().getString("disabled_reason");
        assertTrue(reason.startsWith("Nothing was taken since") && reason.contains("500"), reason);
    }

    @Test
    void anEndpointThatHangsCountsAsFailing() {
        receiver.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(20_000)));

        told(mail(), JobState.RETRYING);

        assertNotNull(endpoint().getOffsetDateTime("failing_since"));
    }

    @Test
    void anEndpointCannotReachTheInside() {
        client.execute("UPDATE webhook_endpoint SET url = 'http://169.254.169.254/latest/meta-data'");

        Job event = told(mail(), JobState.FAILED);

        assertTrue(String.valueOf(event.lastError()).contains("not public"), event.lastError());
    }

    @Test
    void whatADeletedEndpointWasToBeToldEnds() {
        answer(503);
        JobId job = mail();
        told(job, JobState.RETRYING);

        client.execute("DELETE FROM webhook_endpoint");

        assertTrue(String.valueOf(told(job, JobState.FAILED).lastError()).contains("deleted"));
    }

    @Test
    void whatEndedIsToldOnceMore() {
        answer(200);
        JobId job = mail();
        told(job, JobState.SUCCEEDED);
        client.execute(
                """
                INSERT INTO webhook_replay (id, endpoint_id, organization_id, since, until, position)
                VALUES (gen_random_uuid(), $1, $2, $3, now(), first_job_id($3::timestamptz - interval '366 days'))
                """,
                endpoint,
                client.organization().value(),
                Instant.now().minusSeconds(600).atOffset(ZoneOffset.UTC));

        Awaitility.await("the replay is over")
                .atMost(PATIENCE)
                .until(() -> rows("SELECT id FROM webhook_replay WHERE finished_at IS NULL")
                        .isEmpty());

        Awaitility.await("told twice")
                .atMost(PATIENCE)
                .until(() -> requests().stream()
                                .filter(request -> request.getBodyAsString().contains(job.toString()))
                                .count()
                        == 2);
        assertFalse(requests().getFirst().getHeader("webhook-id").isEmpty());
    }
}
