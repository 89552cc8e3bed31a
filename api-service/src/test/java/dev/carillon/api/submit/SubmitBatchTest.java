package dev.carillon.api.submit;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class SubmitBatchTest {

    private static final String PATH = "/v1/emails/batch";

    @Inject
    Pool database;

    private TestOrganization acme;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
    }

    @Test
    void everyItemBecomesAJobInTheirOrder() {
        List<String> ids = acme.post(
                        PATH,
                        batch(
                                email("one"),
                                email("two\",\"priority\":\"low"),
                                email("three\",\"run_at\":\"2026-13-01T00:00:00Z")
                                        .replace("2026-13", nextYear())))
                .statusCode(202)
                .header("Location", nullValue())
                .header("Idempotent-Replayed", nullValue())
                .body("data", hasSize(3))
                .body("data.priority", contains("normal", "low", "normal"))
                .body("data.state", contains("queued", "queued", "scheduled"))
                .extract()
                .path("data.id");

        assertEquals(3, new HashSet<>(ids).size());
        acme.get("/v1/jobs").body("data.id", contains(ids.reversed().toArray()));
    }

    @Test
    void notificationsComeInBatchesToo() {
        acme.post(
                        "/v1/notifications/batch",
                        batch(
                                "{\"channel\":\"webhook\",\"to\":\"https://example.com/a\",\"body\":\"x\"}",
                                "{\"channel\":\"webhook\",\"to\":\"https://example.com/b\",\"data\":{}}"))
                .statusCode(202)
                .body("data.channel", contains("webhook", "webhook"));
    }

    @Test
    void theWholeThousandIsTakenAndNoMore() {
        acme.post(PATH, batch(emails(1_000)), "key").statusCode(202).body("data", hasSize(1_000));
        assertEquals(1_000, acme.jobs());

        acme.post(PATH, batch(emails(1_001)))
                .statusCode(422)
                .body("errors.field", contains("items"))
                .body("errors.message", contains("must have 1 to 1000 elements, not 1001"));
        assertEquals(1_000, acme.jobs());
    }

    @Test
    void oneBadItemAmongAThousandIsNamedAndNothingIsStored() {
        String[] items = emails(1_000);
        items[776] = "{\"to\":[\"a@b.de\",\"nobody\"],\"text\":\"Hi\",\"tags\":{\"a b\":1},\"colour\":2}";

        acme.post(PATH, batch(items), "key")
                .statusCode(422)
                .body(
                        "errors.field",
                        contains(
                                "items[776].to[1]",
                                "items[776].subject",
                                "items[776].tags.a b",
                                "items[776].tags.a b",
                                "items[776].colour"));
        assertEquals(0, acme.jobs());
        acme.post(PATH, batch(emails(2)), "key").statusCode(202);
    }

    @Test
    void aHundredMistakesAreToldAndAllAreCounted() {
        String[] items = IntStream.range(0, 1_000).mapToObj(item -> "{}").toArray(String[]::new);

        acme.post(PATH, batch(items))
                .statusCode(422)
                .body("errors", hasSize(100))
                .body("errors.field", hasItem("items[0].to"))
                .body("detail", is("The request has 3000 mistakes. The first 100 are listed."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                 | items    | is required
            {"items":null}                     | items    | is required
            {"items":{}}                       | items    | must be an array of objects, not an object
            {"items":[]}                       | items    | must have 1 to 1000 elements, not 0
            {"items":"[]"}                     | items    | must be an array of objects, not a string
            []                                 |          | the body must be an object, not an array
            """)
    void whatIsNoBatchIsRefused(String body, String field, String message) {
        acme.post(PATH, body)
                .statusCode(422)
                .body("errors.field", contains(field == null ? "" : field))
                .body("errors.message", contains(message));
    }

    @Test
    void wrongItemsAndFieldsBesideThemAreNamed() {
        acme.post(PATH, "{\"items\":[null,[],%s,7],\"item\":[]}".formatted(email("x")))
                .statusCode(422)
                .body("errors.field", contains("items[0]", "items[1]", "items[3]", "item"));
        acme.post(PATH, "{\"items\":[{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"subject\":\"y\",\"text\":\"\\u0000\"}]}")
                .statusCode(422)
                .body("errors.field", hasItem("items[0].subject"))
                .body("errors.field", hasItem("items[0].text"));
        assertEquals(0, acme.jobs());
    }

    @Test
    void aRepeatedBatchReturnsAllOfTheFirstAnswer() {
        String body = batch(emails(20));
        List<String> first =
                acme.post(PATH, body, "key").statusCode(202).extract().path("data.id");
        acme.post("/v1/jobs/" + first.getFirst() + "/cancel", "").statusCode(200);

        acme.post(PATH, body, "key")
                .statusCode(202)
                .header("Idempotent-Replayed", "true")
                .body("data.id", is(first))
                .body("data[0].state", is("queued"));
        acme.post(PATH, batch(emails(19)), "key")
                .statusCode(422)
                .body("type", containsString("idempotency-key-reused"));
        acme.post("/v1/notifications/batch", body, "key").statusCode(422);
        assertEquals(20, acme.jobs());
    }

    @Test
    void manyAtOnceMakeOneBatch() throws Exception {
        String body = batch(emails(50));
        List<Callable<List<String>>> requests = new ArrayList<>();
        for (int request = 0; request < 16; request++) {
            requests.add(
                    () -> acme.post(PATH, body, "key").statusCode(202).extract().path("data.id"));
        }
        Set<List<String>> answers = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<List<String>> answer : threads.invokeAll(requests)) {
                answers.add(answer.get());
            }
        }

        assertEquals(1, answers.size());
        assertEquals(50, acme.jobs());
    }

    @Test
    void batchesMayBeLargerThanSingleMails() {
        String large = email("x").replace("Hi", "x".repeat(900_000));

        acme.post(PATH, batch(large, large, large, large, large))
                .statusCode(202)
                .body("data", hasSize(5));
        assertEquals(5, acme.jobs());
    }

    private static String nextYear() {
        return Year.now(ZoneOffset.UTC).plusYears(1) + "-01";
    }

    private static String batch(String... items) {
        return IntStream.range(0, items.length)
                .mapToObj(item -> items[item])
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }

    private static String[] emails(int number) {
        return IntStream.range(0, number).mapToObj(item -> email("No " + item)).toArray(String[]::new);
    }

    private static String email(String subject) {
        return "{\"to\":[\"ada@example.com\"],\"text\":\"Hi\",\"subject\":\"%s\"}".formatted(subject);
    }
}
