package dev.carillon.api.bulk;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class BulkTest {

    @Inject
    Pool database;

    private TestOrganization acme;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
    }

    @AfterEach
    void end() {
        acme.execute("DELETE FROM bulk_operation WHERE organization_id = $1", Tuple.of(acme.id()));
    }

    @Test
    void anOperationIsAcceptedAndTellsWhatItWasOrderedToDo() {
        acme.move(acme.submitEmail(",\"tags\":{\"a\":\"1\"}"), "failed");
        acme.move(acme.submitEmail(""), "failed");

        ExtractableResponse<Response> answer = acme.post(
                        "/v1/jobs/retry", "{\"state\":\"failed\",\"tags\":{\"a\":\"1\"}}")
                .statusCode(202)
                .body("action", is("retry"))
                .body("state", is("running"))
                .body("filter.state", is("failed"))
                .body("filter.tags.a", is("1"))
                .body("filter.channel", nullValue())
                .body("matched", is(1))
                .body("matched_exactly", is(true))
                .body("done", is(0))
                .body("requested_by.api_key_name", is("test"))
                .body("created_at", notNullValue())
                .extract();

        String location = answer.header("Location");
        assertEquals("/v1/bulk-operations/" + answer.path("id"), location);
        acme.get(location).statusCode(200).body("id", is(answer.<String>path("id")));
        acme.get("/v1/bulk-operations").body("data.id", contains(answer.<String>path("id")));
    }

    @Test
    void aDryRunCountsAndDoesNothing() {
        acme.move(acme.submitEmail(""), "failed");
        acme.submitEmail("");

        acme.post("/v1/jobs/discard", "{\"all\":true,\"dry_run\":true}")
                .statusCode(200)
                .body("dry_run", is(true))
                .body("action", is("discard"))
                .body("matched", is(1))
                .body("matched_exactly", is(true));
        acme.post("/v1/jobs/cancel", "{\"type\":\"email\",\"dry_run\":true}").body("matched", is(1));
        acme.get("/v1/bulk-operations").body("data.size()", is(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cancel  | {}                                                  | all
            cancel  | {"dry_run":true}                                    | all
            cancel  | {"all":false}                                       | all
            cancel  | {"all":"yes"}                                       | all
            cancel  | {"all":true,"state":"queued"}                       | all
            cancel  | {"state":"running"}                                 | state
            cancel  | {"state":"failed"}                                  | state
            retry   | {"state":"succeeded"}                               | state
            retry   | {"state":"scheduled"}                               | state
            discard | {"state":"queued"}                                  | state
            discard | {"state":"lost"}                                    | state
            retry   | {"type":"sms"}                                      | type
            retry   | {"type":"email","channel":"webhook"}                | channel
            retry   | {"tags":{"a":1}}                                    | tags.a
            retry   | {"tag":"a:1"}                                       | tag
            retry   | {"created_after":"2026-02-30T00:00:00Z"}            | created_after
            retry   | {"created_after":"2026-02-02T00:00:00Z","created_before":"2026-02-01T00:00:00Z"} | created_before
            retry   | {"state":"failed","dry_run":1}                      | dry_run
            """)
    void aWrongFilterIsNamed(String action, String body, String field) {
        acme.post("/v1/jobs/" + action, body).statusCode(422).body("errors.field", contains(field));
        acme.get("/v1/bulk-operations").body("data.size()", is(0));
    }

    @Test
    void aKeyOfTenThousandCharactersIsRefused() {
        acme.post("/v1/jobs/retry", "{\"tags\":{\"a\":\"%s\"}}".formatted("x".repeat(10_000)))
                .statusCode(422)
                .body("errors.field", contains("tags.a"));
        acme.post("/v1/jobs/retry", "{\"all\":true}", "x".repeat(7_000))
                .statusCode(422)
                .body("errors.field", contains("Idempotency-Key"));
    }

    @Test
    void theSameKeyOrdersOnce() {
        String first = acme.post("/v1/jobs/retry", "{\"all\":true}", "k")
                .statusCode(202)
                .extract()
                .path("id");

        acme.post("/v1/jobs/retry", "{ \"all\" : true }", "k")
                .statusCode(202)
                .header("Idempotent-Replayed", "true")
                .header("Location", "/v1/bulk-operations/" + first);
        acme.post("/v1/jobs/retry", "{\"state\":\"failed\"}", "k")
                .statusCode(422)
                .body("type", is("/problems/idempotency-key-reused"));
        acme.post("/v1/jobs/discard", "{\"all\":true}", "k").statusCode(422);
        acme.post("/v1/emails", "{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\"}", "k")
                .statusCode(422)
                .body("type", is("/problems/idempotency-key-reused"));
        acme.get("/v1/bulk-operations").body("data.size()", is(1));
    }

    @Test
    void anOperationIsCancelledOnce() {
        String operation =
                acme.post("/v1/jobs/retry", "{\"all\":true}").extract().path("id");

        acme.post("/v1/bulk-operations/" + operation + "/cancel", "")
                .statusCode(200)
                .body("state", is("cancelled"))
                .body("finished_at", notNullValue());
        acme.post("/v1/bulk-operations/" + operation + "/cancel", "")
                .statusCode(409)
                .body("detail", containsString("cancelled already"));
    }

    @Test
    void moreThanTenAtOnceAreRefused() {
        for (int operation = 0; operation < 10; operation++) {
            acme.post("/v1/jobs/retry", "{\"all\":true}").statusCode(202);
        }

        acme.post("/v1/jobs/retry", "{\"all\":true}").statusCode(409).body("type", is("/problems/conflict"));
        acme.post("/v1/jobs/retry", "{\"all\":true,\"dry_run\":true}").statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "%s/cancel"})
    void anotherOrganizationsOperationIsAsIfItDidNotExist(String path) {
        TestOrganization other = TestOrganization.create(database);
        String theirs = other.post("/v1/jobs/retry", "{\"all\":true}").extract().path("id");

        for (String id : List.of(theirs, UUID.randomUUID().toString(), "x")) {
            String address = "/v1/bulk-operations/" + path.formatted(id);
            (path.equals("%s") ? acme.get(address) : acme.post(address, "")).statusCode(404);
        }
        other.get("/v1/bulk-operations/" + theirs).body("state", is("running"));
        other.post("/v1/bulk-operations/" + theirs + "/cancel", "").statusCode(200);
    }

    @Test
    void operationsAreReadPageByPage() {
        String first = acme.post("/v1/jobs/retry", "{\"all\":true}").extract().path("id");
        String second =
                acme.post("/v1/jobs/discard", "{\"all\":true}").extract().path("id");

        String cursor = acme.get("/v1/bulk-operations?limit=1")
                .body("data.id", contains(second))
                .extract()
                .path("next_cursor");
        acme.get("/v1/bulk-operations?limit=1&cursor=" + cursor)
                .body("data.id", contains(first))
                .body("next_cursor", nullValue());
        acme.get("/v1/bulk-operations?limit=0&page=1").statusCode(422);
    }
}
