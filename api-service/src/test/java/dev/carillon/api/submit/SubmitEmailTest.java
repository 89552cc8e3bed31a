package dev.carillon.api.submit;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mail that is right becomes a job, and what is stored of it is what will be sent. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class SubmitEmailTest {

    private static final String PATH = "/v1/emails";

    @Inject
    Pool database;

    private TestOrganization acme;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
    }

    @Test
    void aMailIsAnsweredByItsJob() {
        String id = acme.post(PATH, """
                        {"to": ["ada@example.com"], "subject": "Hello", "text": "Hi", "tags": {"campaign": "spring"}}
                        """)
                .statusCode(202)
                .body("type", is("email"))
                .body("channel", is("email"))
                .body("state", is("queued"))
                .body("priority", is("normal"))
                .body("tags", equalTo(java.util.Map.of("campaign", "spring")))
                .body("attempts", is(0))
                .body("max_attempts", is(8))
                .body("run_at", nullValue())
                .body("next_attempt_at", nullValue())
                .body("timeline.state", contains("queued"))
                .extract()
                .path("id");

        acme.get("/v1/jobs/" + id).statusCode(200).body("id", is(id));
    }

    @Test
    void theAnswerSaysWhereTheJobIsAndHasEveryField() {
        var response = acme.post(PATH, "{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"html\":\"<p>x\"}")
                .statusCode(202)
                .extract();

        assertEquals("/v1/jobs/" + response.path("id"), response.header("Location"));
        assertEquals(
                Set.of(
                        "id",
                        "type",
                        "channel",
                        "state",
                        "priority",
                        "tags",
                        "attempts",
                        "max_attempts",
                        "retry",
                        "created_at",
                        "run_at",
                        "expires_at",
                        "started_at",
                        "finished_at",
                        "next_attempt_at",
                        "last_error",
                        "dedupe_key",
                        "deduplicated",
                        "warnings",
                        "timeline"),
                response.<java.util.Map<String, ?>>path("").keySet());
    }

    @Test
    void whatCouldRunIsRemovedFromHtmlAndTold() {
        String mail = "{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"html\":\"%s\"}";
        String id = acme.post(PATH, mail.formatted("<p onclick='x()'>Hi<script>x()</script></p>"))
                .statusCode(202)
                .body("warnings.field", contains("html", "html"))
                .body("warnings.message", hasItem("had <script>, which is not sent in mails"))
                .extract()
                .path("id");
        assertEquals(
                "<html><head></head><body><p>Hi</p></body></html>", payload(id).getString("html"));

        acme.post(PATH, mail.formatted("<p style='color:red'>Hi"))
                .statusCode(202)
                .body("warnings", hasSize(0));
        acme.post(
                        "/v1/schedules",
                        "{\"name\":\"x\",\"every\":\"P1D\",\"email\":" + mail.formatted("<script>x()</script>Hi") + "}")
                .statusCode(422)
                .body("errors.field", contains("email.html"));
    }

    @Test
    void whatIsStoredIsWhatTheWorkerWillSend() {
        String id = acme.post(PATH, """
                        {"to": ["Ada Lovelace <Ada@Example.COM>"], "cc": ["c@bücher.example"], "bcc": ["b@example.com"],
                         "from": "\\"Acme, Inc.\\" <no-reply@acme.example>", "reply_to": "help@acme.example",
                         "subject": "Grüße 😀", "html": "<p>Hi</p>", "text": "Hi\\nthere", "headers": {"X-Order": "42"},
                         "priority": "high", "max_attempts": 3}
                        """).statusCode(202).extract().path("id");

        JsonObject stored = payload(id);
        assertEquals("Ada Lovelace <Ada@example.com>", stored.getJsonArray("to").getString(0));
        assertEquals("c@xn--bcher-kva.example", stored.getJsonArray("cc").getString(0));
        assertEquals("b@example.com", stored.getJsonArray("bcc").getString(0));
        assertEquals("\"Acme, Inc.\" <no-reply@acme.example>", stored.getString("from"));
        assertEquals("help@acme.example", stored.getString("reply_to"));
        assertEquals("Grüße 😀", stored.getString("subject"));
        assertEquals("Hi\nthere", stored.getString("text"));
        assertEquals("42", stored.getJsonObject("headers").getString("X-Order"));
    }

    @Test
    void aJobForLaterWaits() {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        acme.post(
                        PATH,
                        "{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\",\"run_at\":\"%s\",\"expires_at\":\"%s\"}"
                                .formatted(tomorrow, tomorrow.plusSeconds(60)))
                .statusCode(202)
                .body("state", is("scheduled"))
                .body("next_attempt_at", equalTo(acmeTime(tomorrow)))
                .body("run_at", equalTo(acmeTime(tomorrow)));
    }

    @Test
    void aTimeThatHasPassedMeansAtOnce() {
        acme.post(
                        PATH,
                        "{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\",\"run_at\":\"2020-01-01T00:00:00+02:00\"}")
                .statusCode(202)
                .body("state", is("queued"))
                .body("run_at", is("2019-12-31T22:00:00Z"));
    }

    private JsonObject payload(String id) {
        return database.preparedQuery("SELECT payload FROM job WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(id)))
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getJsonObject(0);
    }

    private static String acmeTime(Instant time) {
        return time.truncatedTo(java.time.temporal.ChronoUnit.MICROS).toString();
    }
}
