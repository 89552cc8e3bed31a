package dev.carillon.api.account;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.AtOnce;
import dev.carillon.api.testing.Mailbox;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class PasswordResetTest {

    private static final String ANOTHER = "another four odd words";

    @Inject
    Pool database;

    private TestOrganization acme;
    private Person ada;

    @BeforeEach
    void people() {
        acme = TestOrganization.create(database);
        ada = Person.signedIn(database, acme, "owner");
    }

    @Test
    void aForgottenPasswordIsReplacedAndEverySessionEnds() {
        ask(ada.email()).statusCode(202);

        reset(Mailbox.token(database, ada.email()), ANOTHER).statusCode(204);

        assertSessionEnds();
        assertEquals(401, Person.signIn(ada.email(), Person.PASSWORD).statusCode());
        assertEquals(200, Person.signIn(ada.email(), ANOTHER).statusCode());
        assertEquals(
                "password-changed", Mailbox.of(database, ada.email()).getLast().kind());
    }

    /** Sessions end by what PostgreSQL says, not by what Redis could be told. */
    @Test
    void aSessionWithAnotherVersionOfTheCredentialsIsVoid() {
        acme.execute(
                "UPDATE account SET credentials_version = credentials_version + 1 WHERE id = $1", Tuple.of(ada.id()));

        assertSessionEnds();
    }

    @Test
    void aTokenWorksOnceAlsoWhenItIsUsedTwiceAtOnce() throws Exception {
        ask(ada.email()).statusCode(202);
        String token = Mailbox.token(database, ada.email());
        List<Integer> statuses =
                AtOnce.run(4, _ -> reset(token, ANOTHER).extract().statusCode());

        assertEquals(1, statuses.stream().filter(status -> status == 204).count(), statuses.toString());
        assertEquals(3, statuses.stream().filter(status -> status == 422).count(), statuses.toString());
    }

    /** Whoever knows the former password must not win against an owner who is just choosing another. */
    @Test
    void ofSeveralWhoKnowThePasswordAndChangeItAtOnceOneDoes() throws Exception {
        List<Integer> statuses = AtOnce.run(
                4, number -> change(Person.PASSWORD, ANOTHER + number).extract().statusCode());

        assertEquals(1, statuses.stream().filter(status -> status == 204).count(), statuses.toString());
        assertEquals(
                1,
                Mailbox.of(database, ada.email()).stream()
                        .filter(mail -> mail.kind().equals("password-changed"))
                        .count());
    }

    @Test
    void aNewPasswordEndsAllOtherLinks() {
        ask(ada.email()).statusCode(202);
        ask(ada.email()).statusCode(202);
        List<Mailbox.Mail> mails = Mailbox.of(database, ada.email());

        reset(mails.get(0).token(), ANOTHER).statusCode(204);

        reset(mails.get(1).token(), "yet more unrelated wording")
                .statusCode(422)
                .body("errors[0].field", is("token"));
    }

    /** Who has an account costs more work, which nobody may see. */
    @Test
    void theAnswerComesAtEvenTimesWhoeverIsAskedFor() {
        for (String email : List.of(ada.email(), "nobody-" + ada.email())) {
            for (int time = 0; time < 3; time++) {
                ask(email).statusCode(202).time(greaterThanOrEqualTo(EvenAnswer.STEP.toMillis()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 200", "1, 199", "199, 1", "200, 200", "450, 150"})
    void whatIsLeftOfAStep(long passed, long rest) {
        assertEquals(Duration.ofMillis(rest), EvenAnswer.rest(Duration.ofMillis(passed)));
    }

    @Test
    void anExpiredTokenIsRefused() {
        ask(ada.email()).statusCode(202);
        acme.execute("UPDATE password_reset SET expires_at = now() WHERE account_id = $1", Tuple.of(ada.id()));

        reset(Mailbox.token(database, ada.email()), ANOTHER).statusCode(422);
    }

    @Test
    void aRefusedPasswordDoesNotUseTheTokenUp() {
        ask(ada.email()).statusCode(202);
        String token = Mailbox.token(database, ada.email());

        reset(token, "password1234").statusCode(422).body("errors[0].field", is("password"));

        reset(token, ANOTHER).statusCode(204);
    }

    @Test
    void theAnswerDoesNotTellWhoHasAnAccount() {
        String unknown = UUID.randomUUID() + "@example.com";

        String first = ask(ada.email()).statusCode(202).extract().asString();
        String second = ask(unknown).statusCode(202).extract().asString();

        assertEquals(first.replace(ada.email(), "x"), second.replace(unknown, "x"));
        assertTrue(Mailbox.of(database, unknown).isEmpty());
    }

    @Test
    void anAddressIsNotFloodedWithMails() {
        for (int request = 0; request < 7; request++) {
            ask(ada.email()).statusCode(202);
        }

        assertEquals(5, Mailbox.of(database, ada.email()).size());
    }

    @Test
    void norIsItByManyWhoAskAtOnce() throws Exception {
        AtOnce.run(12, _ -> ask(ada.email()).extract().statusCode());

        assertEquals(5, Mailbox.of(database, ada.email()).size());
    }

    @Test
    void whoKnowsThePasswordMayChangeIt() {
        change("wrong", ANOTHER).statusCode(422).body("errors[0].field", is("current_password"));
        change(Person.PASSWORD, "password1234").statusCode(422).body("errors[0].field", is("password"));
        ask(ada.email()).statusCode(202);

        change(Person.PASSWORD, ANOTHER).statusCode(204);

        assertSessionEnds();
        assertEquals(200, Person.signIn(ada.email(), ANOTHER).statusCode());
        reset(Mailbox.of(database, ada.email()).getFirst().token(), "yet more unrelated wording")
                .statusCode(422);
    }

    private void assertSessionEnds() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> ada.get("/v1/organizations/current").statusCode(401));
    }

    private ValidatableResponse change(String current, String password) {
        return ada.post(
                "/v1/auth/password-change",
                "{\"current_password\":\"%s\",\"password\":\"%s\"}".formatted(current, password));
    }

    private static ValidatableResponse ask(String email) {
        return given().contentType(ContentType.JSON)
                .body("{\"email\":\"%s\"}".formatted(email))
                .post("/v1/auth/password-reset")
                .then();
    }

    private static ValidatableResponse reset(String token, String password) {
        return given().contentType(ContentType.JSON)
                .body("{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, password))
                .post("/v1/auth/password-reset/confirm")
                .then();
    }
}
