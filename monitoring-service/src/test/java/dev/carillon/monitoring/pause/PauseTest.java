package dev.carillon.monitoring.pause;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.carillon.monitoring.testing.MonitoringServers;
import dev.carillon.monitoring.testing.Organizations;
import dev.carillon.monitoring.testing.People;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(MonitoringServers.class)
class PauseTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    People people;

    @Inject
    Organizations organizations;

    private String administrator = "";
    private String session = "";

    @BeforeEach
    void signIn() {
        MonitoringServers.redis().flush();
        organizations.resumeAll();
        administrator = people.administrator();
        session = given().contentType("application/json")
                .body(Map.of("email", administrator, "password", People.PASSWORD))
                .post("/v1/session")
                .then()
                .statusCode(200)
                .extract()
                .cookie("carillon_session");
    }

    @AfterEach
    void resumeAll() {
        organizations.resumeAll();
    }

    @Test
    void theInstallationAndOneOrganizationCanBePausedAndResumed() {
        UUID acme = organizations.create("Acme");
        String all = pause("{\"channel\":\"email\",\"reason\":\"Incident\"}");
        String one = pause("{\"organization_id\":\"%s\",\"reason\":\"Abuse\"}".formatted(acme));
        UUID own = organizations.pauses(acme, "webhook", "Maintenance");

        list("").body("data.id", contains(all, own.toString(), one))
                .body("data.scope", contains("installation", "organization", "organization"))
                .body("data.organization_name", contains(null, "Acme", "Acme"))
                .body("data.by_administrator", contains(true, false, true))
                .body("data[0].paused_by", is(administrator))
                .body("installation", is(1))
                .body("organization", is(2));
        list("?organization_id=" + acme).body("data.id", contains(own.toString(), one));

        for (String id : new String[] {all, one, own.toString()}) {
            request().delete("/v1/pauses/" + id).then().statusCode(204);
            request().delete("/v1/pauses/" + id).then().statusCode(404);
        }
        list("").body("data", empty()).body("installation", is(0));
    }

    @Test
    void theOrganizationsOwnersReadOfIt() {
        UUID acme = organizations.create("Acme");
        UUID other = organizations.create("Other");
        pause("{\"reason\":\"Everybody\"}");
        String one = pause("{\"organization_id\":\"%s\",\"channel\":\"email\",\"reason\":\"Abuse\"}".formatted(acme));
        UUID own = organizations.pauses(acme, "webhook", "Maintenance");
        for (Object id : List.of(one, own, one)) {
            request().delete("/v1/pauses/" + id);
        }

        assertEquals(
                List.of(
                        "jobs.paused channel email {\"reason\": \"Abuse\", \"pause_id\": \"%s\"}".formatted(one),
                        "jobs.resumed channel email {\"pause_id\": \"%s\"}".formatted(one),
                        "jobs.resumed channel webhook {\"pause_id\": \"%s\"}".formatted(own)),
                organizations.administratorsActs(acme));
        assertEquals(List.of(), organizations.administratorsActs(other));
    }

    @Test
    void theSameScopeAgainChangesTheAdministratorsPauseAndNotTheOrganizations() {
        UUID acme = organizations.create("Acme");
        UUID own = organizations.pauses(acme, "email", "Own");
        String body = "{\"organization_id\":\"%s\",\"channel\":\"email\",\"reason\":\"%s\"}";
        String first = pause(body.formatted(acme, "First"));

        post(body.formatted(acme, "Second"))
                .statusCode(200)
                .body("id", is(first))
                .body("reason", is("Second"));

        list("?organization_id=" + acme)
                .body("data.find { it.id == '%s' }.reason".formatted(own), is("Own"))
                .body("data.size()", is(2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                             | reason
            {"reason":"x","channel":"pigeon"}                                              | channel
            {"reason":"x","channel":"noop"}                                                | channel
            {"reason":"x","priority":"urgent"}                                             | priority
            {"reason":"x","ends_at":"2020-01-01T00:00:00Z"}                                | ends_at
            {"reason":"x","organization_id":"acme"}                                        | organization_id
            {"reason":"x","organization_id":"1-1-1-1-1"}                                   | organization_id
            {"reason":"x","organization_id":"00000000-0000-0000-0000-000000000000"}        | organization_id
            {"reason":"x","by_administrator":false}                                        | by_administrator
            """)
    void aWrongFieldIsNamed(String body, String field) {
        post(body).statusCode(422).body("errors.field", hasItem(field));
        list("").body("data", empty());
    }

    @Test
    void onlyAdministratorsAndOnlyFromOurPages() {
        given().get("/v1/pauses").then().statusCode(401);
        given().contentType("application/json")
                .body("{\"reason\":\"x\"}")
                .post("/v1/pauses")
                .then()
                .statusCode(401);
        given().delete("/v1/pauses/" + UUID.randomUUID()).then().statusCode(401);
        request()
                .header("Sec-Fetch-Site", "cross-site")
                .contentType("application/json")
                .body("{\"reason\":\"x\"}")
                .post("/v1/pauses")
                .then()
                .statusCode(403)
                .body("type", endsWith("/forbidden"));
        request()
                .get("/v1/pauses?organization_id=x")
                .then()
                .statusCode(422)
                .body("errors.field", contains("organization_id"));
        list("").body("data", empty());
    }

    @Test
    void theOverviewSaysWhyNothingIsSentAndOneOrganizationsPauseIsItsOwnAffair() {
        UUID acme = organizations.create("Acme");
        organizations.pauses(acme, "email", "Maintenance");
        JsonPath quiet = overviewWhere(found -> found.getInt("pauses.organization") == 1);
        assertEquals("Acme", quiet.getString("pauses.data[0].organization_name"));
        assertFalse(quiet.getList("reasons.code").contains("paused"));

        pause("{\"reason\":\"Incident 12\"}");

        JsonPath overview = overviewWhere(found -> found.getInt("pauses.installation") == 1);
        assertEquals("degraded", overview.getString("reasons.find { it.code == 'paused' }.status"));
        assertEquals(
                "Sending by every channel for everybody is paused by %s until somebody resumes it: Incident 12"
                        .formatted(administrator),
                overview.getString("reasons.find { it.code == 'paused' }.message"));
        list("").body("data[0].ends_at", nullValue());
    }

    @Test
    void whoPausesAndResumesIsInTheLog() {
        StringBuilder log = new StringBuilder();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                log.append(org.jboss.logmanager.ExtLogRecord.wrap(entry).getFormattedMessage())
                        .append('\n');
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        java.util.logging.Logger audit = java.util.logging.Logger.getLogger("dev.carillon.audit");
        audit.addHandler(handler);
        try {
            String id = pause("{\"priority\":\"low\",\"reason\":\"Sale\"}");
            request().delete("/v1/pauses/" + id).then().statusCode(204);
        } finally {
            audit.removeHandler(handler);
        }

        String[] lines = log.toString().split("\n", -1);
        assertEquals(3, lines.length, log.toString());
        assertEquals(
                true,
                lines[0].matches(
                        "Audit: account [0-9a-f-]{36} paused organization all, channel all, priority low .*: Sale"),
                lines[0]);
        assertEquals(true, lines[1].contains(" resumed organization all, channel all, priority low"), lines[1]);
    }

    private String pause(String body) {
        return post(body).statusCode(201).extract().path("id");
    }

    private ValidatableResponse post(String body) {
        return request()
                .contentType("application/json")
                .body(body)
                .post("/v1/pauses")
                .then();
    }

    private ValidatableResponse list(String query) {
        return request().get("/v1/pauses" + query).then().statusCode(200);
    }

    private RequestSpecification request() {
        return given().cookie("carillon_session", session);
    }

    private JsonPath overviewWhere(Predicate<JsonPath> wanted) {
        return await().atMost(SOON)
                .until(
                        () -> request()
                                .get("/v1/overview")
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath(),
                        wanted);
    }
}
