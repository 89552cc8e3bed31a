package dev.carillon.api.schedule;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class ScheduleTest extends SchedulingOrganization {

    @Test
    void aScheduleIsMadeAndFoundAgainWithItsNextTimes() {
        ValidatableResponse created =
                make("\"name\":\"report\",\"cron\":\"30 9 * * *\",\"time_zone\":\"Europe/Berlin\","
                                + "\"start_at\":\"2090-03-24T00:00:00Z\"," + EMAIL)
                        .statusCode(201)
                        .header("Location", startsWith("/v1/schedules/"))
                        .body("state", equalTo("active"))
                        .body("misfire", equalTo("once"))
                        .body("next_fire_at", equalTo("2090-03-24T08:30:00Z"))
                        .body(
                                "next_fire_times",
                                contains(
                                        "2090-03-24T08:30:00Z",
                                        "2090-03-25T08:30:00Z",
                                        "2090-03-26T07:30:00Z", // the clocks went forward that night
                                        "2090-03-27T07:30:00Z",
                                        "2090-03-28T07:30:00Z"))
                        .body("email.subject", equalTo("Report"))
                        .body("email.max_attempts", equalTo(8))
                        .body("notification", nullValue());

        assertEquals(
                created.extract().body().asString(),
                acme.get(created.extract().header("Location"))
                        .statusCode(200)
                        .extract()
                        .body()
                        .asString());
    }

    @Test
    void aTemplateIsAnsweredSoThatItCanBeSentAgain() {
        String id = make("\"name\":\"hook\",\"every\":\"PT90M\",\"notification\":{\"channel\":\"webhook\","
                        + "\"to\":\"https://example.com/x\",\"data\":{\"a\":[1,{\"b\":null}]},\"priority\":\"low\","
                        + "\"tags\":{\"k\":\"v\"},\"max_attempts\":2,\"expires_after\":\"PT10M\"}")
                .statusCode(201)
                .body("every", equalTo("PT1H30M"))
                .body("notification.expires_after", equalTo("PT10M"))
                .extract()
                .path("id");
        JsonObject schedule =
                new JsonObject(acme.get("/v1/schedules/" + id).extract().asString());
        JsonObject template = schedule.getJsonObject("notification");

        put(id, "\"name\":\"hook\",\"every\":\"PT90M\",\"notification\":" + template.encode())
                .statusCode(200);

        assertEquals(
                template,
                new JsonObject(acme.get("/v1/schedules/" + id).extract().asString()).getJsonObject("notification"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"cron\":\"0 0 30 2 *\"                                   | cron       | never comes",
                "\"cron\":\"61 * * * *\"                                   | cron       | must be a cron expression",
                "\"cron\":\"* * * * *\",\"time_zone\":\"Mars/Base\"        | time_zone  | must be a time zone",
                "\"cron\":\"* * * * *\",\"time_zone\":\"+01:00\"           | time_zone  | must be a time zone",
                "\"cron\":\"* * * * *\",\"every\":\"PT1M\"                 | every      | must not be given together",
                "\"cron\":\"* * * * *\",\"anchor\":\"2030-01-01T00:00:00Z\" | anchor    | is for every",
                "\"every\":\"PT1M\",\"time_zone\":\"UTC\"                  | time_zone  | is for cron",
                "\"misfire\":\"once\"                                      | cron       | is required, or every",
                "\"every\":\"PT0.5S\"                                      | every      | must be a duration",
                "\"every\":\"P1M\"                                         | every      | must be a duration",
                "\"every\":\"-PT1M\"                                       | every      | must be a duration",
                "\"every\":\"PT999999999999999999999H\"                    | every      | must be a duration",
                "\"every\":\"PT1M\",\"start_at\":\"2030-02-30T00:00:00Z\"  | start_at   | no day of the calendar",
                "\"every\":\"PT1M\",\"end_at\":\"2020-01-01T00:00:00Z\"    | end_at     | must be in the future",
                "\"every\":\"PT1M\",\"start_at\":\"2095-01-02T00:00:00Z\",\"end_at\":\"2095-01-01T00:00:00Z\" | end_at | earlier than start_at",
                "\"cron\":\"0 0 29 2 *\",\"start_at\":\"2097-01-01T00:00:00Z\",\"end_at\":\"2099-01-01T00:00:00Z\" | end_at | which is 2104-02-29T00:00:00Z",
                "\"cron\":\"0 0 29 2 *\",\"start_at\":\"9998-01-01T00:00:00Z\" | start_at | leaves no time",
                "\"every\":\"PT1M\",\"limit\":0                            | limit      | must be a whole number",
                "\"every\":\"PT1M\",\"misfire\":\"never\"                  | misfire    | must be one of",
                "\"every\":\"PT1M\",\"unheard_of\":1                       | unheard_of | is an unknown field",
            })
    void whatCannotBeKeptIsRefusedByField(String fields, String field, String message) {
        make("\"name\":\"x\"," + fields + "," + EMAIL)
                .statusCode(422)
                .time(lessThan(2_000L))
                .body("errors.field", hasItem(field))
                .body("errors.find { it.field == '%s' }.message".formatted(field), containsString(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"email\":{\"to\":[\"nobody\"],\"subject\":\"x\",\"text\":\"x\"}     | email.to[0]",
                "\"email\":{\"to\":[\"a@b.de\"],\"subject\":\"x\"}                    | email.text",
                "\"email\":{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\",\"run_at\":\"2090-01-01T00:00:00Z\"} | email.run_at",
                "\"email\":{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\",\"expires_at\":\"2026-12-01T00:00:00Z\"} | email.expires_at",
                "\"email\":{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\",\"dedupe_key\":\"x\"} | email.dedupe_key",
                "\"email\":{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\",\"expires_after\":\"PT0S\"} | email.expires_after",
                "\"email\":{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\",\"priority\":\"now\"} | email.priority",
                "\"notification\":{\"channel\":\"webhook\",\"to\":\"ftp://x\",\"title\":\"x\"} | notification.to",
                "\"notification\":\"x\"                                             | notification",
                "\"limit\":5                                                        | email",
            })
    void aTemplateIsJudgedLikeARequestForAJob(String template, String field) {
        make("\"name\":\"x\",\"every\":\"PT1M\"," + template).statusCode(422).body("errors.field", hasItem(field));
    }

    @Test
    void aNameIsTakenOnceInItsOrganization() {
        String first = make("\"name\":\"x\",\"every\":\"PT1M\"," + EMAIL)
                .statusCode(201)
                .extract()
                .path("id");
        make("\"name\":\"x\",\"every\":\"PT1M\"," + EMAIL).statusCode(409).body("detail", containsString("\"x\""));
        String other = make("\"name\":\"y\",\"every\":\"PT1M\"," + EMAIL)
                .statusCode(201)
                .extract()
                .path("id");

        put(other, "\"name\":\"x\",\"every\":\"PT1M\"," + EMAIL).statusCode(409);
        put(first, "\"name\":\"x\",\"every\":\"PT2M\"," + EMAIL).statusCode(200).body("every", equalTo("PT2M"));
        acme = TestOrganization.create(database);
        make("\"name\":\"x\",\"every\":\"PT1M\"," + EMAIL).statusCode(201);
    }

    @Test
    void pagesGoByName() {
        for (String name : List.of("c", "a", "e", "b", "d")) {
            make("\"name\":\"" + name + "\",\"every\":\"PT1M\"," + EMAIL).statusCode(201);
        }
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            ValidatableResponse page =
                    acme.get("/v1/schedules?limit=2" + cursor).statusCode(200);
            names.addAll(page.extract().<List<String>>path("data.name"));
            String next = page.extract().path("next_cursor");
            cursor = next == null ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());

        assertEquals(List.of("a", "b", "c", "d", "e"), names);
        acme.get("/v1/schedules?limit=0&cursor=x&page=2")
                .statusCode(422)
                .body("errors.field", contains("limit", "cursor", "page"));
    }

    @Test
    void aPausedScheduleHasNoNextTimeUntilItIsResumed() {
        String path = "/v1/schedules/"
                + make("\"name\":\"x\",\"every\":\"PT1M\"," + EMAIL).extract().path("id");

        acme.post(path + "/pause", "{}")
                .statusCode(200)
                .body("state", equalTo("paused"))
                .body("next_fire_at", nullValue())
                .body("next_fire_times", empty())
                .body("paused_at", notNullValue());
        acme.post(path + "/pause", "{}").statusCode(200).body("state", equalTo("paused"));
        put(path.substring("/v1/schedules/".length()), "\"name\":\"x\",\"every\":\"PT5M\"," + EMAIL)
                .statusCode(200)
                .body("state", equalTo("paused"));
        acme.post(path + "/resume", "{}")
                .statusCode(200)
                .body("state", equalTo("active"))
                .body("next_fire_times", hasSize(5))
                .body("paused_at", nullValue());
    }

    @Test
    void anotherOrganizationsScheduleIsNotThere() {
        String path =
                make("\"name\":\"x\",\"every\":\"P1D\"," + EMAIL).extract().header("Location");
        TestOrganization other = TestOrganization.create(database);

        for (String verb : List.of("/pause", "/resume", "/run")) {
            other.post(path + verb, "{}").statusCode(404);
        }
        other.get(path).statusCode(404);
        other.get(path + "/firings").statusCode(404);
        other.request().delete(path).then().statusCode(404);
        other.get("/v1/schedules").body("data", empty());
        acme.get("/v1/schedules/nothing").statusCode(404);
        acme.get(path).statusCode(200);
    }

    @Test
    void aDeletedScheduleIsGoneAndItsNameFree() {
        String path =
                make("\"name\":\"x\",\"every\":\"P1D\"," + EMAIL).extract().header("Location");

        acme.request().delete(path).then().statusCode(204);

        acme.get(path).statusCode(404);
        acme.request().delete(path).then().statusCode(404);
        make("\"name\":\"x\",\"every\":\"P1D\"," + EMAIL).statusCode(201);
    }

    @Test
    void stepsLieWholeFromTheirAnchor() {
        String next = make("\"name\":\"x\",\"every\":\"PT15M\",\"anchor\":\"2020-01-01T00:05:00Z\"," + EMAIL)
                .statusCode(201)
                .body("every", not(nullValue()))
                .extract()
                .path("next_fire_at");

        assertEquals(5 * 60, Instant.parse(next).getEpochSecond() % (15 * 60));
    }

    private ValidatableResponse put(String id, String fields) {
        return acme.request()
                .contentType(ContentType.JSON)
                .body("{" + fields + "}")
                .put("/v1/schedules/" + id)
                .then();
    }
}
