package dev.carillon.common.health;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.common.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class HealthTest {

    @Inject
    ScriptedCheck scripted;

    @AfterEach
    void mend() {
        scripted.behave(ScriptedCheck.Behaviour.WORKS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/api/health", "/q/health"})
    void tellsHowEachPartIs(String path) {
        get(path)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .body("status", equalTo("healthy"))
                .body("service", equalTo("carillon-common"))
                .body("version", notNullValue())
                .body("uptime", matchesPattern("PT.*S"))
                .body("checks.database.status", equalTo("healthy"))
                .body("checks.database.response_time_ms", allOf(greaterThan(0f), lessThan(1000f)))
                .body("checks.redis.status", equalTo("healthy"))
                .body("checks.memory.used_percent", greaterThan(0))
                .body("checks.configuration.profile", equalTo("test"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/api/health", "/q/health"})
    void answersTheThreeProbes(String root) {
        get(root + "/live").then().statusCode(200).body("checks", hasKey("memory"));
        get(root + "/ready").then().statusCode(200).body("checks", hasKey("database"));
        get(root + "/started").then().statusCode(200).body("checks", hasKey("configuration"));
    }

    @Test
    void answersAboutOneCheckAlone() {
        get("/health/database")
                .then()
                .statusCode(200)
                .body("checks", aMapWithSize(1))
                .body("checks", hasKey("database"));
        get("/health/weather").then().statusCode(404);
    }

    @Test
    void answersTheHeadOfTheAnswerAlone() {
        given().head("/health").then().statusCode(200);
    }

    @Test
    void livenessAsksNoOtherSystem() {
        get("/health/live").then().body("checks", not(hasKey("database"))).body("checks", not(hasKey("redis")));
    }

    @Test
    void aPartThatFailsMakesTheServiceUnhealthyAndTellsNothingOfItsInside() {
        scripted.behave(ScriptedCheck.Behaviour.FAILS);

        get("/health")
                .then()
                .statusCode(503)
                .body("status", equalTo("unhealthy"))
                .body("checks.scripted.status", equalTo("unhealthy"))
                .body(not(containsString("db.internal")));
        get("/health/ready").then().statusCode(503);
        get("/health/live").then().statusCode(200);
    }

    @Test
    void aDegradedServiceStillTakesRequests() {
        scripted.behave(ScriptedCheck.Behaviour.DEGRADED);

        get("/health").then().statusCode(200).body("status", equalTo("degraded"));
        get("/health/ready").then().statusCode(200).body("status", equalTo("degraded"));
    }

    @Test
    void aPartThatHangsIsGivenUpAtTheDeadlineAndAskedOnlyOnce() {
        scripted.behave(ScriptedCheck.Behaviour.HANGS);
        int before = scripted.calls();

        for (int probe = 0; probe < 2; probe++) {
            get("/health/scripted")
                    .then()
                    .statusCode(503)
                    .time(lessThan(5_000L))
                    .body("checks.scripted.reason", containsString("No answer within"));
        }

        assertEquals(before + 1, scripted.calls());
    }
}
