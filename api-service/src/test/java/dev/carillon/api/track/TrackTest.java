package dev.carillon.api.track;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class TrackTest {

    @Inject
    Pool database;

    private TestOrganization acme;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
    }

    @Test
    void attemptsAreListedNewestFirst() {
        String job = acme.submitEmail("");
        for (int number = 1; number <= 2; number++) {
            acme.execute(
                    "INSERT INTO job_attempt VALUES ($1, $2, '2026-05-04T09:30:00Z', '2026-05-04T09:30:00.25Z', $3, $4, 'smtp', 'w1')",
                    Tuple.of(
                            UUID.fromString(job),
                            number,
                            number == 1 ? "failed" : "succeeded",
                            number == 1 ? "451 try later" : null));
        }

        acme.get("/v1/jobs/" + job + "/attempts")
                .statusCode(200)
                .body("data.number", contains(2, 1))
                .body("data.outcome", contains("succeeded", "failed"))
                .body("data.error", contains(nullValue(), is("451 try later")))
                .body("data[0].duration", is("PT0.25S"))
                .body("data[0].provider", is("smtp"))
                .body("data[0].worker", is("w1"));
    }

    @Test
    void aJobWithoutAttemptsHasAnEmptyList() {
        acme.get("/v1/jobs/" + acme.submitEmail("") + "/attempts")
                .statusCode(200)
                .body("data", empty());
    }

    @Test
    void anotherOrganizationsJobIsAsIfItDidNotExist() {
        TestOrganization other = TestOrganization.create(database);
        String theirs = other.submitEmail("");
        String nobodys = UUID.randomUUID().toString();

        for (String path : List.of("/v1/jobs/%s", "/v1/jobs/%s/attempts")) {
            assertEquals(
                    withoutTrace(
                            acme.get(path.formatted(nobodys)).statusCode(404).extract(), nobodys),
                    withoutTrace(
                            acme.get(path.formatted(theirs)).statusCode(404).extract(), theirs));
        }
        for (String path : List.of("/v1/jobs/%s/cancel", "/v1/jobs/%s/retry", "/v1/jobs/%s/discard")) {
            assertEquals(
                    withoutTrace(
                            acme.post(path.formatted(nobodys), "")
                                    .statusCode(404)
                                    .extract(),
                            nobodys),
                    withoutTrace(
                            acme.post(path.formatted(theirs), "")
                                    .statusCode(404)
                                    .extract(),
                            theirs));
        }
        other.get("/v1/jobs/" + theirs).statusCode(200).body("state", is("queued"));
        acme.get("/v1/jobs").body("data", empty());
    }

    private static String withoutTrace(ExtractableResponse<Response> answer, String id) {
        return answer.asString().replace(id, "").replace(answer.<String>path("trace_id"), "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "1-1-1-1-1",
                "00000000-0000-0000-0000-00000000000g",
                "%00",
                "..%2f..",
                "%F0%9F%98%80",
                "'%20OR%201=1"
            })
    void whatIsNoIdIsAnUnknownJob(String id) {
        acme.request()
                .urlEncodingEnabled(false)
                .get("/v1/jobs/" + id)
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void aListIsReadPageByPageNewestFirst() {
        List<String> submitted = new ArrayList<>();
        for (int job = 0; job < 7; job++) {
            submitted.addFirst(acme.submitEmail(""));
        }
        List<String> listed = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < 4 && cursor != null; page++) {
            ExtractableResponse<Response> answer = acme.get(
                            "/v1/jobs?limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .statusCode(200)
                    .extract();
            listed.addAll(answer.<List<String>>path("data.id"));
            cursor = answer.path("next_cursor");
        }

        assertEquals(submitted, listed);
        acme.get("/v1/jobs?limit=7").body("data", hasSize(7)).body("next_cursor", nullValue());
    }

    @Test
    void filtersNarrowTogether() {
        String first = acme.submitEmail(",\"tags\":{\"campaign\":\"spring:1\",\"x\":\"1\"}");
        String second = acme.submitEmail(",\"tags\":{\"campaign\":\"autumn\"}");
        String webhook = acme.post(
                        "/v1/notifications", "{\"channel\":\"webhook\",\"to\":\"https://example.com\",\"body\":\"x\"}")
                .extract()
                .path("id");
        acme.move(second, "failed");

        acme.get("/v1/jobs").body("data.id", contains(webhook, second, first));
        acme.get("/v1/jobs?type=email").body("data.id", contains(second, first));
        acme.get("/v1/jobs?channel=webhook").body("data.id", contains(webhook));
        acme.get("/v1/jobs?state=failed").body("data.id", contains(second));
        acme.get("/v1/jobs?state=queued").body("data.id", containsInAnyOrder(first, webhook));
        acme.get("/v1/jobs?state=queued&type=email").body("data.id", contains(first));
        acme.get("/v1/jobs?tag=campaign:spring:1").body("data.id", contains(first));
        acme.get("/v1/jobs?tag=campaign:spring").body("data", empty());
        acme.get("/v1/jobs?tag=campaign:spring:1&tag=x:1").body("data.id", contains(first));
        acme.get("/v1/jobs?tag=campaign:spring:1&tag=x:1&tag=x:1").body("data.id", contains(first));
        acme.get("/v1/jobs?tag=campaign:autumn&tag=x:1").body("data", empty());
        acme.get("/v1/jobs?created_before=2020-01-01T00:00:00Z").body("data", empty());
        acme.get("/v1/jobs?created_after=2020-01-01T00:00:00Z").body("data", hasSize(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tag", "state", "type", "channel", "created_after", "created_before", "limit", "cursor"})
    void aHugeParameterIsNamed(String parameter) {
        acme.get("/v1/jobs?" + parameter + "=a:" + "x".repeat(10_000))
                .statusCode(422)
                .body("errors.field", contains(parameter));
    }

    @Test
    void aHugeNameAndAHugeIdAreRefusedBriefly() {
        String answer = acme.get("/v1/jobs?" + "x".repeat(10_000) + "=1")
                .statusCode(422)
                .extract()
                .asString();
        assertTrue(answer.length() < 2_000, answer);
        acme.get("/v1/jobs/" + "x".repeat(10_000)).statusCode(404);
    }

    @Test
    void twentyOneTagsAreTooMany() {
        StringBuilder query = new StringBuilder();
        for (int tag = 0; tag <= 20; tag++) {
            query.append("&tag=t").append(tag).append(":1");
        }

        acme.get("/v1/jobs?limit=1" + query).statusCode(422).body("errors.field", contains("tag"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limit=0                          | limit
            limit=101                        | limit
            limit=-1                         | limit
            limit=ten                        | limit
            limit=                           | limit
            limit=99999999999                | limit
            limit=1&limit=2                  | limit
            state=done                       | state
            state=                           | state
            type=sms                         | type
            channel=pigeon                   | channel
            tag=campaign                     | tag
            tag=:x                           | tag
            tag=a:                           | tag
            tag=a:%00                        | tag
            created_after=yesterday          | created_after
            created_before=2026-02-30T00:00:00Z | created_before
            cursor=x                         | cursor
            cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAA | cursor
            cursor='%3B DROP TABLE job%3B --  | cursor
            page=2                           | page
            tag=a:1&tag=a:2                  | tag
            tag=a:1&tag=b                    | tag
            type=email&channel=webhook       | channel
            created_after=2026-02-01T00:00:00Z&created_before=2026-01-01T00:00:00Z | created_before
            created_after=2026-02-01T00:00:00Z&created_before=2026-02-01T00:00:00Z | created_before
            created_after=2026-01-01T25:00:00Z | created_after
            created_after=0000-01-01T00:00:00Z | created_after
            """)
    void aWrongParameterIsNamed(String query, String parameter) {
        acme.request()
                .urlEncodingEnabled(false)
                .get("/v1/jobs?" + query.replace(" ", "%20"))
                .then()
                .statusCode(422)
                .body("errors.field", contains(parameter));
    }
}
