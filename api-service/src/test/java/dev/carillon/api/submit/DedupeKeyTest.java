package dev.carillon.api.submit;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
class DedupeKeyTest {

    @Inject
    Pool database;

    private TestOrganization acme;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
    }

    @Test
    void aSecondRequestIsAnsweredWithTheUnfinishedJob() {
        String first = acme.post("/v1/emails", email("k"))
                .statusCode(202)
                .body("dedupe_key", is("k"))
                .body("deduplicated", is(false))
                .extract()
                .path("id");
        acme.move(first, "held");

        acme.post(
                        "/v1/notifications",
                        "{\"channel\":\"webhook\",\"to\":\"https://example.com\",\"body\":\"x\",\"dedupe_key\":\"k\"}")
                .statusCode(202)
                .header("Location", "/v1/jobs/" + first)
                .body("id", is(first))
                .body("state", is("held"))
                .body("deduplicated", is(true));
        assertEquals(1, acme.jobs());
        acme.get("/v1/jobs/" + first).body("dedupe_key", is("k")).body("deduplicated", nullValue());
        TestOrganization.create(database)
                .post("/v1/emails", email("k"))
                .body("id", not(first))
                .body("deduplicated", is(false));
    }

    @Test
    void manyAtOnceMakeOneJob() throws Exception {
        List<Callable<Boolean>> requests = new ArrayList<>();
        for (int request = 0; request < 40; request++) {
            requests.add(() -> acme.post("/v1/emails", email("k"))
                    .statusCode(202)
                    .extract()
                    .path("deduplicated"));
        }
        List<Boolean> deduplicated = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            for (Future<Boolean> answer : threads.invokeAll(requests)) {
                deduplicated.add(answer.get());
            }
        }

        assertEquals(1, Collections.frequency(deduplicated, false));
        assertEquals(1, acme.jobs());
    }

    @Test
    void aBatchIsLikeItsItemsOneAfterTheOther() {
        String former = acme.post("/v1/emails", email("a")).extract().path("id");
        String body = "{\"items\":[%s,%s,%s]}".formatted(email("b"), email("a"), email("b"));

        List<String> ids = acme.post("/v1/emails/batch", body, "key")
                .statusCode(202)
                .body("data.deduplicated", contains(false, true, true))
                .extract()
                .path("data.id");

        assertEquals(List.of(ids.getFirst(), former, ids.getFirst()), ids);
        assertEquals(2, acme.jobs());
        acme.post("/v1/jobs/" + ids.getFirst() + "/cancel", "").statusCode(200);
        acme.post("/v1/emails/batch", body, "key")
                .header("Idempotent-Replayed", "true")
                .body("data.id", is(ids))
                .body("data.deduplicated", contains(false, true, true));
        assertEquals(2, acme.jobs());
    }

    @Test
    void theEndFreesTheKeyAndARetryTakesItAgain() {
        String first = acme.post("/v1/emails", email("k")).extract().path("id");
        acme.post("/v1/jobs/" + first + "/cancel", "").statusCode(200);
        String second = acme.post("/v1/emails", email("k"))
                .body("deduplicated", is(false))
                .extract()
                .path("id");

        acme.post("/v1/jobs/" + first + "/retry", "")
                .statusCode(409)
                .body("type", is("/problems/conflict"))
                .body("detail", containsString(second));
        acme.get("/v1/jobs/" + first).body("state", is("cancelled"));

        acme.move(second, "succeeded");
        acme.post("/v1/jobs/" + first + "/retry", "").statusCode(200).body("state", is("queued"));
        acme.post("/v1/emails", email("k")).body("id", is(first)).body("deduplicated", is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"a\\nb\"", "\"\\u0000\"", "7", "[\"k\"]", "\"\\ud800\""})
    void aWrongKeyIsNamed(String key) {
        acme.post("/v1/emails", email("k").replace("\"k\"", key))
                .statusCode(422)
                .body("errors[0].field", is("dedupe_key"));
    }

    @Test
    void aKeyHasItsLimit() {
        acme.post("/v1/emails", email("🔔".repeat(128))).statusCode(202);
        acme.post("/v1/emails", email("k".repeat(257))).statusCode(422).body("errors.field", contains("dedupe_key"));
        acme.post("/v1/emails", email("k".repeat(10_000))).statusCode(422);
        acme.post("/v1/emails", email("'; DROP TABLE job; --")).statusCode(202);
        acme.post("/v1/emails", email("'; DROP TABLE job; --")).statusCode(202).body("deduplicated", is(true));
        assertEquals(2, acme.jobs());
    }

    private static String email(String key) {
        return "{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\",\"dedupe_key\":\"%s\"}".formatted(key);
    }
}
