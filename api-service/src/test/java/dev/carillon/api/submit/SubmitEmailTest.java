package dev.carillon.api.submit;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void everyMistakeIsNamedAtOnce() {
        acme.post(PATH, """
                        {"to": ["ada@example.com", 3, "not an address"], "cc": "ada@example.com", "html": 5,
                         "headers": {"Bcc": "eve@example.com", "X-A": "a\\r\\nBcc: eve@example.com"},
                         "priority": "urgent", "max_attempts": "3", "run_at": "2026-02-30T00:00:00Z",
                         "tags": {"a:b": "x", "c": 1}, "attachments": [], "subjekt": "Hello"}
                        """)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", is("/problems/validation"))
                .body("instance", is(PATH))
                .body(
                        "errors.field",
                        containsInAnyOrder(
                                "to[1]",
                                "to[2]",
                                "cc",
                                "subject",
                                "html",
                                "headers.Bcc",
                                "headers.X-A",
                                "priority",
                                "max_attempts",
                                "run_at",
                                "tags.a:b",
                                "tags.c",
                                "attachments",
                                "subjekt"));
        assertEquals(0, acme.jobs());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "to": []                                          | to
            "to": null                                        | to
            "to": "ada@example.com"                           | to
            "to": {"0": "ada@example.com"}                    | to
            "to": [null]                                      | to[0]
            "to": [["ada@example.com"]]                       | to[0]
            "to": ["ada@example.com\\nBcc: eve@example.com"]  | to[0]
            "to": ["Ada\\r\\nBcc: x <ada@example.com>"]       | to[0]
            "subject": ""                                     | subject
            "subject": null                                   | subject
            "subject": 7                                      | subject
            "subject": "Hello\\r\\nBcc: eve@example.com"      | subject
            "subject": "Hello\\nthere"                        | subject
            "subject": "Hello\\u0000"                         | subject
            "subject": "Hello\\u2028there"                    | subject
            "subject": "\\ud800"                              | subject
            "text": null                                      | text
            "text": ""                                        | text
            "text": "  \\n "                                  | text
            "text": true                                      | text
            "text": "\\u0007"                                 | text
            "from": "no-reply"                                | from
            "from": ["no-reply@example.com"]                  | from
            "reply_to": "a@b.de\\r\\nX: y"                    | reply_to
            "headers": ["X-A: b"]                             | headers
            "headers": {"X A": "b"}                           | headers.X A
            "headers": {"X-A:": "b"}                          | headers.X-A:
            "headers": {"X-A": ""}                            | headers.X-A
            "headers": {"X-A": "ü"}                           | headers.X-A
            "headers": {"X-A": ["b"]}                         | headers.X-A
            "headers": {"Content-Type": "text/html"}          | headers.Content-Type
            "headers": {"dkim-signature": "x"}                | headers.dkim-signature
            "headers": {"MESSAGE-ID": "x"}                    | headers.MESSAGE-ID
            "headers": {"Resent-From": "x"}                   | headers.Resent-From
            "headers": {"X-A": "b", "x-a": "c"}               | headers
            "priority": "HIGH"                                | priority
            "priority": 0                                     | priority
            "max_attempts": 0                                 | max_attempts
            "max_attempts": 51                                | max_attempts
            "max_attempts": -1                                | max_attempts
            "max_attempts": 1.5                               | max_attempts
            "max_attempts": 99999999999999999999              | max_attempts
            "run_at": "tomorrow"                              | run_at
            "run_at": "2026-13-01T00:00:00Z"                  | run_at
            "run_at": "2030-01-01"                            | run_at
            "run_at": "2030-01-01T00:00:00"                   | run_at
            "run_at": "9999-12-31T23:59:59Z"                  | run_at
            "run_at": "+999999999-01-01T00:00:00Z"            | run_at
            "run_at": 1767225600                              | run_at
            "expires_at": "2020-01-01T00:00:00Z"              | expires_at
            "tags": []                                        | tags
            "tags": {"": "x"}                                 | tags.
            "tags": {"a": ""}                                 | tags.a
            "tags": {"a": null}                               | tags.a
            "tags": {"a": {"b": "c"}}                         | tags.a
            "tags": {"a": "x\\u0000"}                         | tags.a
            "dedupe_key": ""                                  | dedupe_key
            "__proto__": {}                                   | __proto__
            """)
    void aWrongFieldIsNamed(String field, String path) {
        JsonObject body = new JsonObject("{\"to\":[\"ada@example.com\"],\"subject\":\"Hello\",\"text\":\"Hi\"}");
        String name = field.substring(1, field.indexOf('"', 1));
        body.remove(name);
        String rest = body.encode();

        acme.post(PATH, "{" + field + "," + rest.substring(1))
                .statusCode(422)
                .body("errors.field", hasItem(path))
                .body(
                        "errors",
                        hasSize(field.contains("\\u0000") || field.contains("\\ud800") ? errorsOfText(field) : 1));
    }

    /** A character that cannot be kept is refused where it stands, and again by the rule of its field if that forbids it too. */
    private static int errorsOfText(String field) {
        return field.contains("\\ud800") ? 1 : 2;
    }

    @Test
    void listsHaveTheirLimits() {
        String many = "\"a@b.de\",".repeat(50);
        acme.post(PATH, "{\"to\":[%s\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\"}".formatted(many))
                .statusCode(422)
                .body("errors.field", contains("to"));
        acme.post(
                        PATH,
                        "{\"to\":[\"a@b.de\"],\"cc\":[%s\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\"}"
                                .formatted("\"a@b.de\",".repeat(49)))
                .statusCode(422)
                .body("errors.field", contains("to"));
        StringBuilder tags = new StringBuilder();
        for (int tag = 0; tag < 21; tag++) {
            tags.append(tag == 0 ? "" : ",").append("\"t").append(tag).append("\":\"x\"");
        }
        acme.post(PATH, "{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\",\"tags\":{%s}}".formatted(tags))
                .statusCode(422)
                .body("errors.field", contains("tags"));
    }

    @Test
    void aThousandMistakesAreToldInABoundedAnswer() {
        StringBuilder fields = new StringBuilder("{");
        for (int field = 0; field < 5_000; field++) {
            fields.append("\"f").append(field).append("\":0,");
        }
        acme.post(PATH, fields + "\"to\":[]}").statusCode(422).body("errors", hasSize(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"text\"", "7", "true"})
    void aBodyThatIsNoObjectIsRefused(String body) {
        acme.post(PATH, body).statusCode(422).body("errors[0].field", is(""));
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
