package dev.carillon.api.submit;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.common.body.Reading;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class SubmitNotificationTest {

    private static final String PATH = "/v1/notifications";

    @Inject
    Pool database;

    private TestOrganization acme;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
    }

    @Test
    void aWebhookIsAnsweredByItsJob() {
        acme.post(PATH, """
                        {"channel": "webhook", "to": "https://example.com/hooks?a=b%20c", "title": "Shipped",
                         "data": {"order": 42, "price": 1.50, "tags": [null, true, {"deep": "😀"}]}}
                        """)
                .statusCode(202)
                .body("type", is("notification"))
                .body("channel", is("webhook"))
                .body("state", is("queued"));
    }

    @Test
    void anotherChannelIsToldWhichThereAre() {
        acme.post(PATH, "{\"channel\":\"sms\",\"to\":\"+431234567\",\"body\":\"Hi\"}")
                .statusCode(422)
                .body("errors[0].field", is("channel"))
                .body("errors[0].message", containsString("webhook"));
        acme.post(PATH, "{\"channel\":\"email\",\"to\":\"ada@example.com\",\"body\":\"Hi\"}")
                .statusCode(422)
                .body("errors.field", hasItem("channel"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"to": "https://example.com", "body": "x"}                               | channel
            {"channel": "webhook", "body": "x"}                                      | to
            {"channel": "webhook", "to": ["https://example.com"], "body": "x"}       | to
            {"channel": "webhook", "to": "https://example.com"}                      | body
            {"channel": "webhook", "to": "https://example.com", "title": "a\\nb"}    | title
            {"channel": "webhook", "to": "https://example.com", "data": []}          | data
            {"channel": "webhook", "to": "https://example.com", "data": "x"}         | data
            {"channel": "webhook", "to": "https://example.com", "data": {"a": {"b": "\\u0000"}}} | data.a.b
            {"channel": "webhook", "to": "https://example.com", "data": {"a": [1e999]}} | data.a[0]
            {"channel": "webhook", "to": "https://example.com", "body": "x", "subject": "y"} | subject
            """)
    void aWrongFieldIsNamed(String body, String field) {
        acme.post(PATH, body).statusCode(422).body("errors.field", hasItem(field));
        assertEquals(0, acme.jobs());
    }

    @Test
    void dataHasItsLimit() {
        acme.post(
                        PATH,
                        "{\"channel\":\"webhook\",\"to\":\"https://example.com\",\"data\":{\"a\":\"%s\"}}"
                                .formatted("x".repeat(300_000)))
                .statusCode(422)
                .body("errors[0].field", is("data"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "http://127.0.0.1:8080/hook",
                "http://[::1]:8080/hook",
                "HTTPS://Example.com/a/b?c=d&e=%C3%BC",
                "https://xn--bcher-kva.example/"
            })
    void urlsOfReceiversAreTaken(String text) {
        assertInstanceOf(Reading.Right.class, WebhookUrl.read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "/hook",
                "//example.com/hook",
                "ftp://example.com",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "https:",
                "https://",
                "https:///hook",
                "https:example.com",
                "https://user@example.com",
                "https://user:password@example.com",
                "https://@example.com",
                "https://example.com#part",
                "https://example.com:0",
                "https://example.com:65536",
                "https://example.com:99999999999",
                "https://exa mple.com",
                "https://example.com/a b",
                "https://example.com/\r\nHost: eve",
                "https://example.com\\@eve.com",
                "https://bücher.example",
                "https://example.com/ü",
                "https://2130706433/"
            })
    void otherTextsAreNot(String text) {
        assertInstanceOf(Reading.Wrong.class, WebhookUrl.read(text));
    }

    @Test
    void aUrlHasItsLimit() {
        assertInstanceOf(Reading.Wrong.class, WebhookUrl.read("https://example.com/" + "a".repeat(2048)));
    }
}
