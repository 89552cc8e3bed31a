package dev.carillon.api.attack;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.carillon.api.testing.ApiServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** No page of another origin may read an answer, or send what needs to be asked for first. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class CrossOriginTest {

    private static final String EVIL = "https://evil.example";

    @Test
    void nobodyIsAllowedToReadAnswers() {
        given().header("Origin", EVIL)
                .header("Authorization", "Bearer " + ApiServers.API_KEY)
                .get("/v1/jobs")
                .then()
                .header("Access-Control-Allow-Origin", nullValue())
                .header("Access-Control-Allow-Credentials", nullValue());
    }

    @Test
    void nobodyIsAllowedToSendMoreThanForms() {
        given().header("Origin", EVIL)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .options("/v1/emails")
                .then()
                .header("Access-Control-Allow-Origin", nullValue())
                .header("Access-Control-Allow-Headers", nullValue());
    }

    @Test
    void aFormOfAnotherSiteSignsNobodyIn() {
        given().header("Origin", EVIL)
                .contentType("application/json")
                .body("{\"email\":\"a@example.com\",\"password\":\"x\"}")
                .post("/v1/auth/login")
                .then()
                .statusCode(is(403));
    }
}
