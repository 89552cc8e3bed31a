package dev.carillon.api.account;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.AtOnce;
import dev.carillon.api.testing.Mailbox;
import dev.carillon.api.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class RegistrationTest {

    @Inject
    Pool database;

    private final String email = "ada-" + UUID.randomUUID() + "@example.com";

    @Test
    void fromTheRegistrationToTheSignOut() {
        register(email, Person.PASSWORD, "Analytical Engines").statusCode(202).body("detail", containsString(email));
        assertEquals(401, Person.signIn(email, Person.PASSWORD).statusCode(), "the address is not proven yet");

        verify(Mailbox.token(database, email)).statusCode(204);
        Response signedIn = Person.signIn(email, Person.PASSWORD);

        signedIn.then()
                .statusCode(200)
                .body("account.email", is(email))
                .body("organization.name", is("Analytical Engines"))
                .body("organization.role", is("owner"))
                .body("organizations", hasSize(1));
        String cookie = signedIn.cookie(Person.COOKIE);
        with(cookie)
                .get("/v1/organizations/current")
                .then()
                .statusCode(200)
                .body("name", is("Analytical Engines"))
                .body("webhook_secret", notNullValue());
        Response signedOut = with(cookie).header("X-Carillon-Request", "1").post("/v1/auth/logout");
        assertEquals(204, signedOut.statusCode());
        assertEquals("", signedOut.cookie(Person.COOKIE));
        with(cookie).get("/v1/organizations/current").then().statusCode(401);
    }

    @Test
    void anAddressIsTheSameInAnyCase() {
        register(email.toUpperCase(java.util.Locale.ROOT), Person.PASSWORD, "Acme")
                .statusCode(202);
        verify(Mailbox.token(database, email)).statusCode(204);

        assertEquals(
                200, Person.signIn("A" + email.substring(1), Person.PASSWORD).statusCode());
    }

    @Test
    void theAnswerDoesNotTellThatAnAddressHasAnAccountButTheMailDoes() {
        Person ada = Person.create(database);

        String known = register(ada.email(), Person.PASSWORD, "Acme")
                .statusCode(202)
                .extract()
                .asString();
        String unknown = register(email, Person.PASSWORD, "Acme")
                .statusCode(202)
                .extract()
                .asString();

        assertEquals(known.replace(ada.email(), "x"), unknown.replace(email, "x"));
        List<Mailbox.Mail> mails = Mailbox.of(database, ada.email());
        assertEquals(1, mails.size());
        assertEquals("registered-already", mails.getFirst().kind());
        assertTrue(
                !mails.getFirst().text().contains("#token="), mails.getFirst().text());
    }

    @Test
    void aTokenWorksOnceAlsoWhenItIsUsedTwiceAtOnce() throws Exception {
        register(email, Person.PASSWORD, "Acme").statusCode(202);
        String token = Mailbox.token(database, email);
        List<Integer> statuses = AtOnce.run(8, _ -> verify(token).extract().statusCode());

        assertEquals(1, statuses.stream().filter(status -> status == 204).count(), statuses.toString());
        assertEquals(7, statuses.stream().filter(status -> status == 422).count(), statuses.toString());
    }

    @Test
    void whoRegistersAnAddressTwiceAndReadsItsMailWins() {
        register(email, "somebody elses wild guess", "Mallory").statusCode(202);
        register(email, Person.PASSWORD, "Acme").statusCode(202);
        List<Mailbox.Mail> mails = Mailbox.of(database, email);
        assertNotEquals(mails.get(0).token(), mails.get(1).token());

        verify(mails.get(1).token()).statusCode(204);

        verify(mails.get(0).token()).statusCode(422).body("errors[0].field", is("token"));
        assertEquals(401, Person.signIn(email, "somebody elses wild guess").statusCode());
        assertEquals(200, Person.signIn(email, Person.PASSWORD).statusCode());
    }

    @Test
    void anExpiredTokenIsRefused() {
        register(email, Person.PASSWORD, "Acme").statusCode(202);
        database.query("UPDATE registration SET expires_at = now() WHERE email = '%s'".formatted(email))
                .execute()
                .await()
                .atMost(Duration.ofSeconds(20));

        verify(Mailbox.token(database, email)).statusCode(422);
    }

    @Test
    void anAddressIsNotFloodedWithMails() {
        for (int request = 0; request < 7; request++) {
            register(email, Person.PASSWORD, "Acme").statusCode(202);
        }

        assertEquals(5, Mailbox.of(database, email).size());
    }

    @Test
    void onlyTheHashOfATokenIsStored() {
        register(email, Person.PASSWORD, "Acme").statusCode(202);
        String token = Mailbox.token(database, email);

        String stored = database.query(
                        "SELECT registration::text AS row FROM registration WHERE email = '%s'".formatted(email))
                .execute()
                .await()
                .atMost(Duration.ofSeconds(20))
                .iterator()
                .next()
                .getString("row");

        assertTrue(!stored.contains(token) && !stored.contains(Person.PASSWORD), stored);
        assertTrue(stored.contains("$2a$12$"), stored);
    }

    @ParameterizedTest
    @CsvSource({
        "short, at least 10 characters",
        "password1234, many people use",
        "qwertyuiop12, too easy to guess",
        "batbatbatbatbat, repeats itself",
        "abcdefghijklmn, sequence",
        "Analytical1, too easy to guess"
    })
    void aWeakPasswordIsRefusedWithTheReason(String password, String reason) {
        register(email, password, "Analytical")
                .statusCode(422)
                .body("errors[0].field", is("password"))
                .body("errors[0].message", containsString(reason));

        assertEquals(List.of(), Mailbox.of(database, email));
    }

    @Test
    void allMistakesAreNamedAtOnce() {
        given().contentType(ContentType.JSON)
                .body("{\"email\":\"ada\",\"password\":\"x\",\"admin\":true}")
                .post("/v1/auth/register")
                .then()
                .statusCode(422)
                .body("errors.field", is(List.of("email", "password", "organization", "admin")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Win a prize http://evil.test",
                "Win a prize: evil.test/now",
                "WWW.EVIL.TEST",
                "evil．test",
                "evil。test",
                "https:／／evil",
                "Write to win@evil",
                "Call 192.0.2.7",
                "Acme\\nYour account is locked",
                "Acme\\u2028Your account is locked",
                "Acme \u202egro.live",
                "Ac\u200bme",
                "   ",
                "Your account is locked. To open it again send your password and the number of your bank account",
            })
    void anOrganizationsNameIsNoAdvertisement(String name) {
        register(email, Person.PASSWORD, name).statusCode(422).body("errors.field", is(List.of("organization")));

        assertEquals(List.of(), Mailbox.of(database, email));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "St. Mary's & Sons, Inc.",
                "A.B. Ångström AG",
                "ООО «Ромашка»",
                "ک\u200cتاب",
                "株式会社カリヨン",
                "R2-D2 24/7"
            })
    void otherNamesAreTaken(String name) {
        register(email, Person.PASSWORD, name).statusCode(202);
    }

    @Test
    void enormousInputsAreRefused() {
        String enormous = "x y".repeat(100_000);

        register(email, enormous, "Acme").statusCode(422);
        register(enormous + "@example.com", Person.PASSWORD, "Acme").statusCode(422);
        register(email, Person.PASSWORD, enormous).statusCode(422);
        verify(enormous).statusCode(422);
        assertEquals(422, Person.signIn(email, enormous).statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, https://evil.example",
        "Origin, null"
    })
    void nobodyIsSignedInByAnotherSite(String header, String value) {
        given().contentType(ContentType.JSON)
                .header(header, value)
                .body("{\"email\":\"a@b.de\",\"password\":\"x\"}")
                .post("/v1/auth/login")
                .then()
                .statusCode(403);
    }

    private static io.restassured.specification.RequestSpecification with(String cookie) {
        return given().cookie(Person.COOKIE, cookie);
    }

    private static ValidatableResponse register(String email, String password, String organization) {
        return given().contentType(ContentType.JSON)
                .body("{\"email\":\"%s\",\"password\":\"%s\",\"organization\":\"%s\"}"
                        .formatted(email, password, organization))
                .post("/v1/auth/register")
                .then();
    }

    private static ValidatableResponse verify(String token) {
        return given().contentType(ContentType.JSON)
                .body("{\"token\":\"%s\"}".formatted(token))
                .post("/v1/auth/verify-email")
                .then();
    }
}
