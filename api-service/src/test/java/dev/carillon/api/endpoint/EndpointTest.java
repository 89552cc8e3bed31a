package dev.carillon.api.endpoint;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class EndpointTest {

    private static final String PATH = "/v1/webhook-endpoints";
    private static final String VALID = "{\"url\":\"https://example.com/hooks\",\"event_types\":[\"job.succeeded\"]}";

    @Inject
    Pool database;

    private TestOrganization acme;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
    }

    private String create() {
        return acme.post(PATH, VALID).statusCode(201).extract().path("id");
    }

    private ValidatableResponse patch(String id, String body) {
        return acme.request()
                .contentType("application/json")
                .body(body)
                .patch(PATH + "/" + id)
                .then();
    }

    @Test
    void anEndpointIsMadeShownListedAndDeleted() {
        ValidatableResponse made = acme.post(PATH, """
                        {"url": "https://example.com/hooks?x=1", "description": "Orders",
                         "event_types": ["job.succeeded", "job.failed", "job.failed"], "channels": ["email"]}""");
        made.statusCode(201)
                .body("url", is("https://example.com/hooks?x=1"))
                .body("description", is("Orders"))
                .body("event_types", contains("job.succeeded", "job.failed"))
                .body("channels", contains("email"))
                .body("enabled", is(true))
                .body("disabled_reason", nullValue())
                .body("secret", matchesPattern("whsec_[A-Za-z0-9+/]{32}"));
        String id = made.extract().path("id");
        made.header("Location", endsWith(PATH + "/" + id));

        acme.get(PATH + "/" + id)
                .statusCode(200)
                .body("id", is(id))
                .body("$", not(org.hamcrest.Matchers.hasKey("secret")));
        String second = create();
        acme.get(PATH).statusCode(200).body("data.id", contains(id, second)).body("data[1].channels", nullValue());

        acme.request().delete(PATH + "/" + id).then().statusCode(204);
        acme.get(PATH + "/" + id).statusCode(404);
        acme.request().delete(PATH + "/" + id).then().statusCode(404);
        acme.get(PATH).body("data.id", contains(second));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"event_types":["job.failed"]}                                              | url
            {"url":"ftp://example.com","event_types":["job.failed"]}                    | url
            {"url":"https://user:pass@example.com","event_types":["job.failed"]}        | url
            {"url":"http://2130706433/","event_types":["job.failed"]}                   | url
            {"url":5,"event_types":["job.failed"]}                                      | url
            {"url":"https://example.com"}                                               | event_types
            {"url":"https://example.com","event_types":[]}                              | event_types
            {"url":"https://example.com","event_types":["job.started"]}                 | event_types[0]
            {"url":"https://example.com","event_types":["job.failed",7]}                | event_types[1]
            {"url":"https://example.com","event_types":["job.failed"],"channels":["x"]} | channels[0]
            {"url":"https://example.com","event_types":["job.failed"],"channels":["event"]} | channels[0]
            {"url":"https://example.com","event_types":["job.failed"],"channels":["noop"]} | channels[0]
            {"url":"https://example.com","event_types":["job.failed"],"description":"a\\nb"} | description
            {"url":"https://example.com","event_types":["job.failed"],"secret":"x"}     | secret
            {"url":"https://example.com","event_types":["job.failed"],"max_attempts":0}  | max_attempts
            {"url":"https://example.com","event_types":["job.failed"],"max_attempts":51} | max_attempts
            {"url":"https://example.com","event_types":["job.failed"],"retry":{}}        | retry.schedule
            {"url":"https://example.com","event_types":["job.failed"],"retry":{"schedule":["soon"]}} | retry.schedule[0]
            """)
    void aMistakeIsNamed(String body, String field) {
        acme.post(PATH, body).statusCode(422).body("errors.field", contains(field));
        acme.get(PATH).body("data", empty());
    }

    @Test
    void anEndpointIsChangedInPart() {
        String id = create();

        patch(id, "{\"channels\":[\"webhook\"],\"description\":\"Mine\"}")
                .statusCode(200)
                .body("url", is("https://example.com/hooks"))
                .body("channels", contains("webhook"))
                .body("description", is("Mine"));
        patch(id, "{\"channels\":[],\"url\":\"https://example.org/\"}")
                .statusCode(200)
                .body("channels", nullValue())
                .body("description", is("Mine"))
                .body("url", is("https://example.org/"));
        patch(id, "{}").statusCode(200).body("url", is("https://example.org/"));
        patch(id, "{\"event_types\":[]}").statusCode(422).body("errors.field", contains("event_types"));
        patch(id, "{\"url\":\"x\",\"enabled\":true}").statusCode(422).body("errors", hasSize(2));
    }

    @Test
    void anEndpointSaysHowOftenAndWhenItsEventsAreTried() {
        String id = create();
        String path = PATH + "/" + id;
        acme.get(path).body("max_attempts", is(12)).body("retry", nullValue());

        patch(id, "{\"max_attempts\":20,\"retry\":{\"schedule\":[\"PT10S\",\"PT1M\"],\"jitter\":0}}")
                .statusCode(200)
                .body("max_attempts", is(20))
                .body("retry.schedule", contains("PT10S", "PT1M"));
        patch(id, "{\"description\":\"x\"}")
                .statusCode(200)
                .body("max_attempts", is(20))
                .body("retry.schedule", contains("PT10S", "PT1M"));
        patch(id, "{\"max_attempts\":null,\"retry\":null}")
                .statusCode(200)
                .body("max_attempts", is(12))
                .body("retry", nullValue());
        acme.post(
                        PATH,
                        "{\"url\":\"https://example.com\",\"event_types\":[\"job.failed\"],\"max_attempts\":3,"
                                + "\"retry\":{\"exponential\":{\"initial\":\"PT5S\"}}}")
                .statusCode(201)
                .body("max_attempts", is(3))
                .body("retry.exponential.initial", is("PT5S"));
    }

    @Test
    void aRotationShowsTheNewSecretAndHowLongTheFormerOneSigns() {
        String first = acme.post(PATH, VALID).extract().path("secret");
        String id = acme.get(PATH).extract().path("data[0].id");

        String second = acme.post(PATH + "/" + id + "/rotate-secret", "")
                .statusCode(200)
                .body("secret", startsWith("whsec_"))
                .body("former_secret_until", notNullValue())
                .extract()
                .path("secret");

        assertNotEquals(first, second);
        assertEquals(
                List.of(second, first),
                database.preparedQuery("SELECT secret, former_secret FROM webhook_endpoint WHERE id = $1")
                        .execute(Tuple.of(UUID.fromString(id)))
                        .map(rows -> rows.iterator().next())
                        .map(row -> List.of(row.getString(0), row.getString(1)))
                        .await()
                        .indefinitely());
    }

    @Test
    void anEndpointIsDisabledAndEnabled() {
        String id = create();

        acme.post(PATH + "/" + id + "/disable", "")
                .statusCode(200)
                .body("enabled", is(false))
                .body("disabled_at", notNullValue())
                .body("disabled_reason", is("Disabled on request."));
        acme.post(PATH + "/" + id + "/test", "").statusCode(409);
        acme.post(PATH + "/" + id + "/replay", "{\"since\":\"2026-01-01T00:00:00Z\"}")
                .statusCode(409)
                .body("detail", containsString("disabled"));
        acme.post(PATH + "/" + id + "/enable", "")
                .statusCode(200)
                .body("enabled", is(true))
                .body("disabled_reason", nullValue());
    }

    @Test
    void aTestIsAJobThatListsLeaveOut() {
        String id = create();

        String job = acme.post(PATH + "/" + id + "/test", "")
                .statusCode(202)
                .header("Location", containsString("/v1/jobs/"))
                .body("type", is("event"))
                .body("channel", is("event"))
                .body("tags.endpoint", is(id))
                .extract()
                .path("id");

        acme.get("/v1/jobs/" + job).statusCode(200);
        acme.get("/v1/jobs").body("data", empty());
        acme.get("/v1/jobs?type=event").body("data.id", contains(job));
        acme.get("/v1/jobs?channel=event").body("data.id", contains(job));
    }

    @Test
    void oneReplayIsUnderWayAtATime() {
        String id = create();
        String replay = PATH + "/" + id + "/replay";

        acme.post(replay, "{\"since\":\"2026-01-01T00:00:00Z\"}")
                .statusCode(202)
                .body("since", is("2026-01-01T00:00:00Z"))
                .body("until", notNullValue())
                .body("deliveries", is(0))
                .body("missed_only", is(false))
                .body("finished_at", nullValue());
        acme.post(replay, "{\"since\":\"2026-01-01T00:00:00Z\"}")
                .statusCode(409)
                .body("detail", containsString("under way"));
        acme.get(PATH + "/" + id + "/replays").statusCode(200).body("data", hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                       | since
            {"since":"yesterday"}                                                    | since
            {"since":"2999-01-01T00:00:00Z"}                                         | since
            {"since":"2026-01-02T00:00:00Z","until":"2026-01-01T00:00:00Z"}          | until
            {"since":"2026-01-02T00:00:00Z","all":true}                              | all
            {"since":"2026-01-02T00:00:00Z","missed_only":"yes"}                     | missed_only
            """)
    void aWrongReplayIsRefused(String body, String field) {
        acme.post(PATH + "/" + create() + "/replay", body).statusCode(422).body("errors.field", contains(field));
    }

    @Test
    void aReplaySinceTheBeginningOfTimeIsTaken() {
        acme.post(PATH + "/" + create() + "/replay", "{\"since\":\"1970-01-01T00:00:00Z\"}")
                .statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"theirs", "00000000-0000-0000-0000-000000000000", "x", "1-1-1-1-1"})
    void anotherOrganizationsEndpointIsAsIfItDidNotExist(String which) {
        TestOrganization other = TestOrganization.create(database);
        String theirs = other.post(PATH, VALID).extract().path("id");
        String id = which.equals("theirs") ? theirs : which;

        acme.get(PATH + "/" + id).statusCode(404).contentType("application/problem+json");
        patch(id, "{\"url\":\"https://evil.example\"}").statusCode(404);
        acme.request().delete(PATH + "/" + id).then().statusCode(404);
        for (String act : List.of("rotate-secret", "enable", "disable", "test")) {
            acme.post(PATH + "/" + id + "/" + act, "").statusCode(404);
        }
        acme.post(PATH + "/" + id + "/replay", "{\"since\":\"2026-01-01T00:00:00Z\"}")
                .statusCode(404);
        acme.get(PATH + "/" + id + "/replays").statusCode(404);
        acme.get(PATH).body("data", empty());
        other.get(PATH + "/" + theirs).statusCode(200).body("url", is("https://example.com/hooks"));
    }

    @Test
    void theNumberOfEndpointsIsBoundedAlsoForThoseWhoComeAtOnce() {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            answers.add(CompletableFuture.supplyAsync(
                    () -> acme.post(PATH, VALID).extract().statusCode()));
        }
        List<Integer> statuses = answers.stream().map(CompletableFuture::join).toList();

        assertEquals(20, Collections.frequency(statuses, 201));
        assertEquals(5, Collections.frequency(statuses, 409));
        acme.get(PATH).body("data", hasSize(20));
    }
}
