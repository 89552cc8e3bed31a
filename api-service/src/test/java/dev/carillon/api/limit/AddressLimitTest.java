package dev.carillon.api.limit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Limits by the address that requests come from, with 3 nameless requests an address in an hour. */
@QuarkusTest
@WithTestResource(value = LimitServers.class, scope = TestResourceScope.MATCHING_RESOURCES)
class AddressLimitTest {

    @Inject
    Pool database;

    @Test
    void requestsWithoutAValidKeyAreCountedByAddress() {
        for (int request = 0; request < 3; request++) {
            nameless("198.51.100.1").statusCode(401);
        }

        nameless("198.51.100.1")
                .statusCode(429)
                .contentType("application/problem+json")
                .header("RateLimit-Policy", "\"anonymous\";q=3;w=3600")
                .header("Retry-After", matchesPattern("[0-9]+"))
                .body("type", endsWith("/too-many-requests"));
        // The client writes what it wants to the left of what the proxy saw.
        nameless("6.6.6.6, 198.51.100.1").statusCode(429);
        nameless("198.51.100.2").statusCode(401);
        // Whoever has a key does not care for the neighbours.
        TestOrganization.create(database)
                .request()
                .header("X-Forwarded-For", "198.51.100.1")
                .get("/v1/jobs")
                .then()
                .statusCode(200);
    }

    @Test
    void peopleCountByThemselvesAndNotByTheKeysOfTheirOrganization() {
        TestOrganization acme = TestOrganization.create(database);
        Person ada = Person.create(database);
        Person charles = Person.create(database);
        ada.join(acme, "reader");
        charles.join(acme, "owner");
        signInFrom(ada, "198.51.100.11")
                .statusCode(200)
                .header("RateLimit-Policy", "\"form\";q=12;w=900, \"auth\";q=4;w=900");
        signInFrom(charles, "198.51.100.11").statusCode(200).header("RateLimit", containsString("\"auth\";r=2;"));
        for (int request = 0; request < 6; request++) {
            acme.get("/v1/jobs").statusCode(200);
        }

        ada.get("/v1/jobs")
                .statusCode(200)
                .header("RateLimit-Policy", "\"api\";q=100;w=60")
                .header("RateLimit", containsString("\"api\";r=99;"));
        ada.get("/v1/rate-limits").statusCode(200).body("data.find { it.policy == 'api' }.remaining", equalTo(98));
        charles.post("/v1/emails", Mails.ITEM)
                .statusCode(202)
                .header("RateLimit", matchesPattern("\"api\";r=99;t=[0-9]+, \"submit\";r=9;t=[0-9]+"));
        acme.get("/v1/jobs").statusCode(429);
    }

    @Test
    void signInsAreCountedByAddressWhetherTheyWorkOrNot() {
        Person ada = Person.create(database);
        for (int guess = 0; guess < 4; guess++) {
            guess(ada, "198.51.100.21")
                    .statusCode(401)
                    .header("RateLimit-Policy", "\"form\";q=12;w=900, \"auth\";q=4;w=900");
        }

        guess(ada, "198.51.100.21").statusCode(429).body("detail", containsString("'auth'"));
        signInFrom(ada, "198.51.100.21").statusCode(429);
        signInFrom(ada, "198.51.100.22").statusCode(200);
        // Who belongs to nobody has limits too.
        ada.get("/v1/auth/session").statusCode(200).header("RateLimit", containsString("\"api\";r=99;"));
    }

    @Test
    void whatIsCountedByAddressAndSenderTellsOfBoth() {
        TestOrganization acme = TestOrganization.create(database);
        for (int left = 2; left >= 0; left--) {
            invite(acme).statusCode(201).header("RateLimit", containsString("\"invite\";r=" + left + ";"));
        }

        invite(acme).statusCode(429).body("detail", containsString("'invite'"));
        acme.get("/v1/jobs").header("X-RateLimit-Remaining", "2");
    }

    private static ValidatableResponse invite(TestOrganization organization) {
        return organization
                .request()
                .header("X-Forwarded-For", "198.51.100.31")
                .contentType(ContentType.JSON)
                .body("{\"email\":\"%s@example.com\",\"role\":\"reader\"}".formatted(UUID.randomUUID()))
                .post("/v1/invitations")
                .then();
    }

    private static ValidatableResponse guess(Person person, String address) {
        return signIn(person, "not the password", address).then();
    }

    private static ValidatableResponse signInFrom(Person person, String address) {
        Response answer = signIn(person, Person.PASSWORD, address);
        if (answer.statusCode() == 200) {
            person.use(answer.cookie(Person.COOKIE));
        }
        return answer.then();
    }

    private static Response signIn(Person person, String password, String address) {
        return given().header("X-Forwarded-For", address)
                .contentType(ContentType.JSON)
                .body("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(person.email(), password))
                .post("/v1/auth/login");
    }

    private static ValidatableResponse nameless(String forwardedFor) {
        return given().header("X-Forwarded-For", forwardedFor)
                .contentType(ContentType.JSON)
                .get("/v1/jobs")
                .then();
    }
}
