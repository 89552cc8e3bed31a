package dev.carillon.api.submit;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong about a mail is named, all of it at once, and nothing is accepted. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class EmailMistakesTest {

    private static final String PATH = "/v1/emails";

    @Inject
    Pool database;

    private TestOrganization acme;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
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
}
