package dev.carillon.api.account;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.carillon.api.limit.LimitServers;
import dev.carillon.api.testing.Mailbox;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.common.identity.SecretToken;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a mistake costs at the forms for strangers: 12 tries an address, of which 3 may be meant where mails are sent, 4 elsewhere. */
@QuarkusTest
@WithTestResource(value = LimitServers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class FormLimitTest {

    private static final String WEAK = "password1234";

    @Inject
    Pool database;

    @Test
    void whoMistypesRegistersAllTheSame() {
        String address = "198.51.100.61";
        for (int mistake = 0; mistake < 2; mistake++) {
            register(address, "grace@example.com", WEAK)
                    .statusCode(422)
                    .header("RateLimit", not(containsString("strict")));
            register(address, "grace", Person.PASSWORD).statusCode(422);
            post(address, "/v1/auth/register", "{").statusCode(400);
        }

        for (int meant = 0; meant < 3; meant++) {
            register(address, UUID.randomUUID() + "@example.com", Person.PASSWORD)
                    .statusCode(202);
        }
        register(address, "grace@example.com", Person.PASSWORD)
                .statusCode(429)
                .body("detail", containsString("'strict'"));
        register("198.51.100.62", "grace@example.com", Person.PASSWORD).statusCode(202);
    }

    @Test
    void mistakesWithoutEndAreRefusedToo() {
        String address = "198.51.100.63";
        for (int mistake = 0; mistake < 12; mistake++) {
            register(address, "grace@example.com", WEAK).statusCode(422);
        }

        register(address, "grace@example.com", WEAK).statusCode(429).body("detail", containsString("'form'"));
        post(address, "/v1/auth/login", "{}").statusCode(429);
    }

    @Test
    void aSignInThatIsNoneCostsNone() {
        String address = "198.51.100.64";
        Person ada = Person.create(database);
        for (int mistake = 0; mistake < 6; mistake++) {
            post(address, "/v1/auth/login", "{\"email\":\"%s\"}".formatted(ada.email()))
                    .statusCode(422);
        }

        post(address, "/v1/auth/login", credentials(ada.email(), Person.PASSWORD))
                .statusCode(200);
    }

    @Test
    void weakPasswordsAtTheLinkOfAMailLeaveTheLinkAndTheSignInAsTheyWere() {
        String address = "198.51.100.65";
        Person ada = Person.create(database);
        post(address, "/v1/auth/password-reset", "{\"email\":\"nobody at all\"}")
                .statusCode(422);
        post(address, "/v1/auth/password-reset", "{\"email\":\"%s\"}".formatted(ada.email()))
                .statusCode(202);
        String token = Mailbox.token(database, ada.email());
        for (int mistake = 0; mistake < 5; mistake++) {
            confirm(address, token, WEAK).statusCode(422).body("errors[0].field", is("password"));
        }

        confirm(address, token, "another four odd words").statusCode(204);
        post(address, "/v1/auth/login", credentials(ada.email(), "another four odd words"))
                .statusCode(200);
    }

    @Test
    void tokensThatWereGuessedCost() {
        String address = "198.51.100.66";
        for (int guess = 0; guess < 4; guess++) {
            confirm(address, guessed(), Person.PASSWORD).statusCode(422).body("errors[0].field", is("token"));
        }

        confirm(address, guessed(), Person.PASSWORD).statusCode(429).body("detail", containsString("'auth'"));
    }

    @Test
    void whoIsInvitedMayMistype() {
        String address = "198.51.100.67";
        String grace = UUID.randomUUID() + "@example.com";
        TestOrganization.create(database)
                .post("/v1/invitations", "{\"email\":\"%s\",\"role\":\"reader\"}".formatted(grace))
                .statusCode(201);
        String token = Mailbox.token(database, grace);
        for (int mistake = 0; mistake < 5; mistake++) {
            accept(address, token, WEAK).statusCode(422).body("errors[0].field", is("password"));
        }

        accept(address, token, Person.PASSWORD).statusCode(204);
    }

    @Test
    void aWrongCurrentPasswordCostsAndAWeakNewOneDoesNot() {
        String address = "198.51.100.68";
        Person ada = Person.signedIn(database, TestOrganization.create(database), "owner");
        for (int mistake = 0; mistake < 5; mistake++) {
            change(ada, address, Person.PASSWORD, WEAK).statusCode(422).body("errors[0].field", is("password"));
        }
        for (int guess = 0; guess < 4; guess++) {
            change(ada, address, "wrong guess", "another four odd words")
                    .statusCode(422)
                    .body("errors[0].field", is("current_password"));
        }

        change(ada, address, Person.PASSWORD, "another four odd words").statusCode(429);
    }

    private static ValidatableResponse register(String address, String email, String password) {
        return post(
                address,
                "/v1/auth/register",
                "{\"email\":\"%s\",\"password\":\"%s\",\"organization\":\"Compilers\"}".formatted(email, password));
    }

    private static ValidatableResponse confirm(String address, String token, String password) {
        return post(address, "/v1/auth/password-reset/confirm", withToken(token, password));
    }

    private static ValidatableResponse accept(String address, String token, String password) {
        return post(address, "/v1/invitations/accept", withToken(token, password));
    }

    private static ValidatableResponse change(Person person, String address, String current, String password) {
        return person.request()
                .header("X-Forwarded-For", address)
                .body("{\"current_password\":\"%s\",\"password\":\"%s\"}".formatted(current, password))
                .post("/v1/auth/password-change")
                .then();
    }

    private static String withToken(String token, String password) {
        return "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, password);
    }

    private static String credentials(String email, String password) {
        return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
    }

    private static String guessed() {
        return SecretToken.random(new SecureRandom()).value();
    }

    private static ValidatableResponse post(String address, String path, String body) {
        return given().header("X-Forwarded-For", address)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then();
    }
}
