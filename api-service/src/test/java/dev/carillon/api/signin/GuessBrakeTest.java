package dev.carillon.api.signin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.limit.LimitServers;
import dev.carillon.api.testing.AtOnce;
import dev.carillon.api.testing.Mailbox;
import dev.carillon.api.testing.Person;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many addresses guess at one account: 5 tries an hour there, each from an address of its own. */
@QuarkusTest
@WithTestResource(value = LimitServers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class GuessBrakeTest {

    private static final String BROWSER = "carillon_browser";
    private static final String ANOTHER = "another four odd words";
    private static final int ALLOWED = 5;

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    @Inject
    Pool database;

    @Test
    void whoGuessesFromManyAddressesIsStoppedAndWhoOwnsTheBrowserIsNot() {
        Person ada = Person.create(database);
        String browser = signIn(ada.email(), Person.PASSWORD, "").cookie(BROWSER);
        assertNotNull(browser);
        for (int guess = 1; guess < ALLOWED; guess++) {
            signIn(ada.email(), "wrong guess", "")
                    .then()
                    .statusCode(401)
                    .header("RateLimit", not(containsString("sign-in")));
        }

        signIn(ada.email(), "wrong guess", "")
                .then()
                .statusCode(429)
                .body("detail", allOf(containsString("tried too often"), containsString("ask for a new password")));
        assertEquals(429, signIn(ada.email(), Person.PASSWORD, "").statusCode(), "the right guess is none");
        assertEquals(
                429,
                signIn(ada.email().toUpperCase(java.util.Locale.ROOT), Person.PASSWORD, "")
                        .statusCode());
        assertEquals(200, signIn(ada.email(), Person.PASSWORD, browser).statusCode(), "the owner's browser");
        Person charles = Person.create(database);
        assertEquals(200, signIn(charles.email(), Person.PASSWORD, "").statusCode(), "somebody else");
    }

    @Test
    void aStolenBrowserIsStoppedByItself() {
        Person ada = Person.create(database);
        String browser = signIn(ada.email(), Person.PASSWORD, "").cookie(BROWSER);
        for (int guess = 0; guess < ALLOWED; guess++) {
            assertEquals(401, signIn(ada.email(), "wrong guess", browser).statusCode());
        }

        assertEquals(429, signIn(ada.email(), Person.PASSWORD, browser).statusCode());
        assertEquals(200, signIn(ada.email(), Person.PASSWORD, "").statusCode(), "from anywhere else");
    }

    @Test
    void anAddressWithoutAccountIsAnsweredAlike() {
        Person ada = Person.create(database);
        List<String> known = guesses(ada.email());

        assertEquals(known, guesses(UUID.randomUUID() + "@example.com"));
        assertTrue(known.getLast().startsWith("429"), known.toString());
    }

    private static List<String> guesses(String email) {
        List<String> answers = new ArrayList<>();
        for (int guess = 0; guess <= ALLOWED; guess++) {
            Response answer = signIn(email, "wrong guess", "1795291200.abc.def");
            answers.add(answer.statusCode() + " " + answer.path("detail")
                    + answer.cookies().keySet());
        }
        return answers;
    }

    @Test
    void manyGuessesAtOnceCountAsMany() throws Exception {
        Person ada = Person.create(database);
        List<Integer> statuses = AtOnce.run(
                3 * ALLOWED, _ -> signIn(ada.email(), "wrong guess", "").statusCode());

        assertEquals(ALLOWED, statuses.stream().filter(status -> status == 401).count(), statuses.toString());
        assertEquals(
                2 * ALLOWED, statuses.stream().filter(status -> status == 429).count(), statuses.toString());
    }

    @Test
    void theMailLetsTheOwnerInWhileOthersGuess() {
        Person ada = Person.create(database);
        String former = signIn(ada.email(), Person.PASSWORD, "").cookie(BROWSER);
        for (int guess = 0; guess <= ALLOWED; guess++) {
            signIn(ada.email(), "wrong guess", "");
        }
        send("/v1/auth/password-reset", "{\"email\":\"%s\"}".formatted(ada.email()), "")
                .then()
                .statusCode(202);

        Response reset = send(
                "/v1/auth/password-reset/confirm",
                "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(Mailbox.token(database, ada.email()), ANOTHER),
                "");
        assertEquals(204, reset.statusCode(), reset.asString());

        assertEquals(200, signIn(ada.email(), ANOTHER, reset.cookie(BROWSER)).statusCode());
        assertEquals(429, signIn(ada.email(), ANOTHER, former).statusCode(), "marks are void with the password");
        assertTrue(reset.detailedCookie(BROWSER).isHttpOnly());
    }

    private static Response signIn(String email, String password, String browser) {
        return send("/v1/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password), browser);
    }

    /** Each from another address. */
    private static Response send(String path, String body, String browser) {
        int address = ADDRESSES.incrementAndGet();
        return given().header("X-Forwarded-For", "203.0.%d.%d".formatted(address / 250, address % 250))
                .cookie(BROWSER, browser)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }
}
