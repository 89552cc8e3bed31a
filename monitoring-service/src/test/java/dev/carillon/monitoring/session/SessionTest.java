package dev.carillon.monitoring.session;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.carillon.common.redis.RedisCommands;
import dev.carillon.monitoring.testing.MonitoringServers;
import dev.carillon.monitoring.testing.People;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.redis.client.Command;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sign-in, sessions and guards, over HTTP on a real PostgreSQL and Redis. */
@QuarkusTest
@QuarkusTestResource(MonitoringServers.class)
class SessionTest {

    @Inject
    People people;

    @Inject
    RedisCommands redis;

    @BeforeEach
    void empty() {
        MonitoringServers.redis().flush();
    }

    @Test
    void anAdministratorSignsInAndOut() {
        String email = people.administrator();
        Response signedIn = signIn(email, People.PASSWORD);
        signedIn.then().statusCode(200).body("email", equalTo(email));
        String cookie = signedIn.getCookie(SessionCookie.NAME);
        with(cookie).get("/v1/session").then().statusCode(200).body("email", equalTo(email));
        with(cookie).get("/v1/overview").then().statusCode(200);
        with(cookie).delete("/v1/session").then().statusCode(204);
        with(cookie).get("/v1/overview").then().statusCode(401);
    }

    @Test
    void aChangedPasswordEndsTheSessionWithinASecondAndSoDoesTheLossOfTheOffice() {
        for (String change : List.of("credentials_version = credentials_version + 1", "administrator = false")) {
            String email = people.administrator();
            String cookie = signIn(email, People.PASSWORD).getCookie(SessionCookie.NAME);
            with(cookie).get("/v1/overview").then().statusCode(200);

            people.change(email, change);

            Awaitility.await()
                    .atMost(Duration.ofMillis(1_500))
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(() -> with(cookie).get("/v1/overview").then().statusCode(401));
        }
    }

    @Test
    void theCookieIsOnlyForTheBrowserItself() {
        signIn(people.administrator(), People.PASSWORD)
                .then()
                .header(
                        "Set-Cookie",
                        allOf(
                                containsString("HttpOnly"),
                                containsString("SameSite=Lax"),
                                containsString("Path=/"),
                                // On the machine itself; everywhere else it is for TLS only.
                                not(containsString("Secure"))));
        given().header("Host", "monitoring.example.com")
                .contentType("application/json")
                .body(Map.of("email", people.administrator(), "password", People.PASSWORD))
                .post("/v1/session")
                .then()
                .header("Set-Cookie", containsString("Secure"));
    }

    @Test
    void redisHoldsNoTokens() {
        String cookie = signIn(people.administrator(), People.PASSWORD).getCookie(SessionCookie.NAME);
        String keys = redis.send(Command.KEYS, "*")
                .await()
                .atMost(Duration.ofSeconds(10))
                .toString();
        assertFalse(keys.contains(cookie));
        redis.send(Command.GET, "carillon:session:" + new SessionToken(cookie).hash())
                .invoke(stored -> assertFalse(String.valueOf(stored).contains(cookie)))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    @Test
    void aWrongPasswordAndAnUnknownAccountAreAnsweredAlike() {
        String wrongPassword = problem(signIn(people.administrator(), "not the password"));
        String unknownAccount = problem(signIn("nobody@example.com", "not the password"));
        assertEquals(wrongPassword, unknownAccount);
    }

    @Test
    void whoIsNoAdministratorLearnsThatOnlyWithTheRightPassword() {
        String email = people.stranger();
        signIn(email, "not the password").then().statusCode(401);
        signIn(email, People.PASSWORD).then().statusCode(403).cookies(Map.of());
    }

    @Test
    void guessingIsBraked() {
        String email = people.administrator();
        for (int guess = 0; guess < 5; guess++) {
            signIn(email, "guess " + guess).then().statusCode(401);
        }
        signIn(email, People.PASSWORD).then().statusCode(429).header("Retry-After", notNullValue());
        signIn(people.administrator(), People.PASSWORD).then().statusCode(200);
    }

    @Test
    void theRightPasswordForgivesTheWrongOnesBefore() {
        String email = people.administrator();
        for (int round = 0; round < 2; round++) {
            for (int guess = 0; guess < 4; guess++) {
                signIn(email, "guess " + guess).then().statusCode(401);
            }
            signIn(email, People.PASSWORD).then().statusCode(200);
        }
    }

    @Test
    void everyFieldThatIsWrongIsNamed() {
        given().contentType("application/json")
                .body(Map.of("password", "", "remember", true))
                .post("/v1/session")
                .then()
                .statusCode(422)
                .body("errors.field", hasItems("email", "password", "remember"));
    }

    @Test
    void nobodyGetsInWithoutASession() {
        given().get("/v1/overview").then().statusCode(401).contentType("application/problem+json");
        given().get("/v1/history").then().statusCode(401);
        with("A".repeat(43)).get("/v1/overview").then().statusCode(401);
        given().redirects()
                .follow(false)
                .get("/admin/monitoring")
                .then()
                .statusCode(303)
                .header("Location", containsString("/admin/sign-in?next=%2Fadmin%2Fmonitoring"));
    }

    @Test
    void anotherSitesPageCannotActForAPerson() {
        String cookie = signIn(people.administrator(), People.PASSWORD).getCookie(SessionCookie.NAME);
        with(cookie)
                .header("Sec-Fetch-Site", "cross-site")
                .delete("/v1/session")
                .then()
                .statusCode(403);
        with(cookie)
                .header("Sec-Fetch-Site", "same-site")
                .post("/admin/sign-out")
                .then()
                .statusCode(403);
        with(cookie)
                .header("Origin", "https://evil.example")
                .delete("/v1/session")
                .then()
                .statusCode(403);
        with(cookie).header("Origin", "null").delete("/v1/session").then().statusCode(403);
        with(cookie)
                .header("Sec-Fetch-Site", "cross-site")
                .get("/v1/session")
                .then()
                .statusCode(200);
        with(cookie)
                .header("Sec-Fetch-Site", "same-origin")
                .delete("/v1/session")
                .then()
                .statusCode(204);
    }

    @Test
    void whileRedisIsAwayWhoWasSignedInStaysAndNobodyElseComes() {
        String email = people.administrator();
        String cookie = signIn(email, People.PASSWORD).getCookie(SessionCookie.NAME);
        with(cookie).get("/v1/session").then().statusCode(200);
        MonitoringServers.redis().stop();
        try {
            with(cookie).get("/v1/session").then().statusCode(200).body("email", equalTo(email));
            with("B".repeat(43)).get("/v1/session").then().statusCode(503).header("Retry-After", notNullValue());
            signIn(email, People.PASSWORD).then().statusCode(503);
        } finally {
            MonitoringServers.redis().start();
        }
    }

    @Test
    void theFormTellsWhatIsWrongAndForgetsThePassword() {
        String email = "<" + UUID.randomUUID() + "@example.com";
        form(email, "secret \"guess", "/admin/monitoring")
                .then()
                .statusCode(401)
                .contentType("text/html")
                .body(containsString("The e-mail address or the password is wrong."))
                .body(containsString("&lt;"))
                .body(not(containsString("secret")));
        form("", "", "/admin/monitoring").then().statusCode(422).body(containsString("Enter your e-mail address"));
    }

    @Test
    void theFormLeadsToOurPagesOnly() {
        String email = people.administrator();
        leadsTo("/admin/monitoring?from=mail", form(email, People.PASSWORD, "/admin/monitoring?from=mail"));
        leadsTo("/admin/monitoring", form(email, People.PASSWORD, "https://evil.example/admin/"));
        leadsTo("/admin/monitoring", form(email, People.PASSWORD, "//evil.example"));
        leadsTo("/admin/monitoring", form(email, People.PASSWORD, "/admin//evil.example"));
        leadsTo("/admin/monitoring", form(email, People.PASSWORD, "/admin/sign-in?next=/admin/sign-in"));
    }

    private static void leadsTo(String path, Response answer) {
        answer.then().statusCode(303);
        String location = answer.getHeader("Location");
        assertEquals(path, location.replaceFirst("^http://[^/]+", ""));
    }

    private static Response form(String email, String password, String next) {
        return given().redirects()
                .follow(false)
                .formParam("email", email)
                .formParam("password", password)
                .formParam("next", next)
                .post("/admin/sign-in");
    }

    private static Response signIn(String email, String password) {
        return given().contentType("application/json")
                .body(Map.of("email", email, "password", password))
                .post("/v1/session");
    }

    private static RequestSpecification with(String cookie) {
        return given().cookie(SessionCookie.NAME, cookie);
    }

    private static String problem(Response answer) {
        answer.then().statusCode(401);
        return answer.jsonPath().getString("type") + answer.jsonPath().getString("detail");
    }
}
