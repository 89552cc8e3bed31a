package dev.carillon.api.submit;

import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class IdempotencyTest {

    private static final String PATH = "/v1/emails";
    private static final String BODY =
            "{\"to\":[\"a@b.de\"],\"subject\":\"Hello\",\"text\":\"Hi\",\"tags\":{\"a\":\"1\",\"b\":\"2\"}}";
    private static final String REORDERED =
            "{ \"tags\":{\"b\":\"2\",\"a\":\"1\"}, \"text\":\"Hi\", \"subject\":\"H\\u0065llo\", \"to\":[\"a@b.de\"] }";
    private static final String OTHER = BODY.replace("Hello", "Goodbye");

    @Inject
    Pool database;

    private TestOrganization acme;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
    }

    @Test
    void aRepeatedRequestReturnsTheFirstJob() {
        String first = acme.post(PATH, BODY, "key")
                .statusCode(202)
                .header("Idempotent-Replayed", nullValue())
                .extract()
                .path("id");

        acme.post(PATH, REORDERED, "key")
                .statusCode(202)
                .header("Idempotent-Replayed", "true")
                .header("Location", "/v1/jobs/" + first)
                .body("id", is(first))
                .body("state", is("queued"));
        assertEquals(1, acme.jobs());
    }

    @Test
    void theFirstAnswerIsRepeatedEvenWhenTheJobHasMovedOn() {
        String first = acme.post(PATH, BODY, "key").extract().path("id");
        acme.post("/v1/jobs/" + first + "/cancel", "").statusCode(200);

        acme.post(PATH, BODY, "key").statusCode(202).body("id", is(first)).body("state", is("queued"));
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() {
        acme.post(PATH, BODY, "key").statusCode(202);

        acme.post(PATH, OTHER, "key").statusCode(422).body("type", is("/problems/idempotency-key-reused"));
        acme.post("/v1/notifications", "{\"channel\":\"webhook\",\"to\":\"https://example.com\",\"body\":\"x\"}", "key")
                .statusCode(422)
                .body("type", is("/problems/idempotency-key-reused"));
        assertEquals(1, acme.jobs());
    }

    @Test
    void keysOfTwoOrganizationsHaveNothingToDoWithEachOther() {
        TestOrganization other = TestOrganization.create(database);
        String first = acme.post(PATH, BODY, "key").statusCode(202).extract().path("id");

        other.post(PATH, OTHER, "key").statusCode(202).body("id", not(first));
    }

    @Test
    void withoutAKeyEachRequestMakesAJob() {
        acme.post(PATH, BODY).statusCode(202);
        acme.post(PATH, BODY).statusCode(202);

        assertEquals(2, acme.jobs());
    }

    @Test
    void aRefusedRequestLeavesTheKeyFree() {
        acme.post(PATH, "{}", "key").statusCode(422);

        acme.post(PATH, BODY, "key").statusCode(202);
    }

    @Test
    void manyAtOnceMakeOneJob() throws Exception {
        List<Callable<String>> requests = new ArrayList<>();
        for (int request = 0; request < 40; request++) {
            String body = request % 2 == 0 ? BODY : REORDERED;
            requests.add(
                    () -> acme.post(PATH, body, "key").statusCode(202).extract().path("id"));
        }
        Set<String> ids = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            for (Future<String> answer : threads.invokeAll(requests)) {
                ids.add(answer.get());
            }
        }

        assertEquals(1, ids.size());
        assertEquals(1, acme.jobs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "tab\there", "grün"})
    void aMalformedKeyIsNamed(String key) {
        acme.post(PATH, BODY, key).statusCode(422).body("errors.field", hasItem("Idempotency-Key"));
    }

    /** Treated as none, an empty key would send twice what its client meant to send once. */
    @Test
    void anEmptyKeyIsNamed() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + PATH))
                .header("Authorization", "Bearer " + acme.key().reveal())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "")
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertEquals(
                    422,
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        }
        acme.request()
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "one", "two")
                .body(BODY)
                .post(PATH)
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("Idempotency-Key"));
    }

    @Test
    void aKeyHasItsLimit() {
        acme.post(PATH, BODY, "k".repeat(256)).statusCode(202);
        acme.post(PATH, BODY, "k".repeat(257)).statusCode(422).body("errors.field", hasItem("Idempotency-Key"));
    }

    @Test
    void aMalformedKeyIsToldTogetherWithTheBody() {
        acme.post(PATH, "{\"to\":[\"a@b.de\"],\"text\":\"x\"}", "two words")
                .statusCode(422)
                .body("errors.field", hasItem("Idempotency-Key"))
                .body("errors.field", hasItem("subject"));
    }

    @Test
    void theHashIsThatOfTheMeaning() throws Exception {
        assertArrayEquals(hash("{\"a\":1,\"b\":[true,null]}"), hash("{\"b\":[true,null],\"a\":1.0}"));
        for (String other : List.of(
                "{\"a\":1,\"b\":[null,true]}",
                "{\"a\":1,\"b\":[true]}",
                "{\"a\":\"1\",\"b\":[true,null]}",
                "{\"a\":1,\"b\":{\"true\":null}}",
                "{\"a\":1}")) {
            assertFalse(Arrays.equals(hash("{\"a\":1,\"b\":[true,null]}"), hash(other)), other);
        }
    }

    private static byte[] hash(String body) throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(body);
        return RequestHash.of("POST", PATH, json);
    }
}
