package dev.carillon.api.member;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.testing.ApiServers;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ApiServers.class)
class InvitationTest {

    @Inject
    Pool database;

    private final String email = "charles-" + UUID.randomUUID() + "@example.com";
    private TestOrganization acme;
    private Person owner;

    @BeforeEach
    void people() {
        acme = TestOrganization.create(database);
        owner = Person.signedIn(database, acme, "owner");
    }

    @Test
    void whoIsInvitedAndNewChoosesAPasswordAndIsAMember() {
        invite(email, "contributor").statusCode(201).body("email", is(email)).body("invited_by", is(owner.email()));
        owner.get("/v1/invitations").body("data", hasSize(1));
        Mailbox.Mail mail = Mailbox.of(database, email).getLast();
        assertTrue(mail.text().contains("Acme"), mail.text());

        accept(mail.token(), null).statusCode(422).body("errors[0].field", is("password"));
        accept(mail.token(), "password1234").statusCode(422).body("errors[0].field", is("password"));
        accept(mail.token(), Person.PASSWORD).statusCode(204);

        Person.signIn(email, Person.PASSWORD)
                .then()
                .statusCode(200)
                .body("organization.id", is(acme.id().toString()))
                .body("organization.role", is("contributor"));
        owner.get("/v1/invitations").body("data", is(empty()));
        owner.get("/v1/audit-log").body("data.act", is(List.of("member.joined", "member.invited")));
    }

    @Test
    void whoHasAnAccountJoinsWithoutAPassword() {
        Person ada = Person.create(database);
        invite(ada.email(), "reader").statusCode(201);

        accept(Mailbox.token(database, ada.email()), null).statusCode(204);

        ada.signIn();
        ada.get("/v1/organizations/current")
                .statusCode(200)
                .body("id", is(acme.id().toString()));
    }

    @Test
    void theAnswerDoesNotTellWhoHasAnAccount() {
        Person ada = Person.create(database);

        ValidatableResponse known = invite(ada.email(), "reader").statusCode(201);
        ValidatableResponse unknown = invite(email, "reader").statusCode(201);

        assertEquals(
                known.extract().<java.util.Map<String, ?>>path("").keySet(),
                unknown.extract().<java.util.Map<String, ?>>path("").keySet());
    }

    @Test
    void aTokenWorksOnceAlsoWhenItIsUsedTwiceAtOnce() throws Exception {
        Person ada = Person.create(database);
        invite(ada.email(), "reader").statusCode(201);
        String token = Mailbox.token(database, ada.email());
        List<Callable<Integer>> uses = new ArrayList<>();
        for (int use = 0; use < 8; use++) {
            uses.add(() -> accept(token, null).extract().statusCode());
        }

        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> status : threads.invokeAll(uses)) {
                statuses.add(status.get());
            }
        }

        assertEquals(1, statuses.stream().filter(status -> status == 204).count(), statuses.toString());
    }

    @Test
    void aMailSaysNothingInItsOwnNameThatSomebodyElseChose() {
        acme.execute(
                "UPDATE organization SET name = 'Acme”. Your account is locked. “' WHERE id = $1", Tuple.of(acme.id()));
        String key = owner.post("/v1/api-keys", "{\"name\":\"Win at http://evil.test\",\"role\":\"admin\"}")
                .statusCode(201)
                .extract()
                .path("key");
        given().header("Authorization", "Bearer " + key)
                .contentType(ContentType.JSON)
                .body("{\"email\":\"%s\",\"role\":\"reader\"}".formatted(email))
                .post("/v1/invitations")
                .then()
                .statusCode(201)
                .body("invited_by", is("API key Win at http://evil.test"));

        String text = Mailbox.of(database, email).getLast().text();

        assertTrue(
                text.startsWith("Somebody invites you to the organization “Acme'. Your account is locked. '”. To join"),
                text);
    }

    @Test
    void aRepeatedInvitationEndsTheFormerLink() {
        Person ada = Person.create(database);
        invite(ada.email(), "reader").statusCode(201);
        invite(ada.email(), "admin").statusCode(201);
        List<Mailbox.Mail> mails = Mailbox.of(database, ada.email());

        accept(mails.get(0).token(), null).statusCode(422).body("errors[0].field", is("token"));
        accept(mails.get(1).token(), null).statusCode(204);
        owner.get("/v1/members").body("data.find { it.email == '%s' }.role".formatted(ada.email()), is("admin"));
    }

    @Test
    void aRevokedOrExpiredInvitationIsRefused() {
        String id = invite(email, "reader").extract().path("id");
        Person eve = Person.signedIn(database, TestOrganization.create(database), "owner");
        eve.delete("/v1/invitations/" + id).statusCode(404);

        owner.delete("/v1/invitations/" + id).statusCode(204);

        accept(Mailbox.token(database, email), Person.PASSWORD).statusCode(422);
        owner.delete("/v1/invitations/" + id).statusCode(404);
        invite(email, "reader").statusCode(201);
        acme.execute("UPDATE invitation SET expires_at = now() WHERE organization_id = $1", Tuple.of(acme.id()));
        accept(Mailbox.token(database, email), Person.PASSWORD).statusCode(422);
    }

    @Test
    void membersAreNotInvitedAgainAndNobodyIsInvitedToMoreThanOneHas() {
        invite(owner.email(), "reader").statusCode(409);
        Person admin = Person.signedIn(database, acme, "admin");
        admin.post("/v1/invitations", "{\"email\":\"%s\",\"role\":\"owner\"}".formatted(email))
                .statusCode(422)
                .body("errors[0].field", is("role"));
        invite("ada", "king").statusCode(422).body("errors.field", is(List.of("email", "role")));
    }

    private ValidatableResponse invite(String address, String role) {
        return owner.post("/v1/invitations", "{\"email\":\"%s\",\"role\":\"%s\"}".formatted(address, role));
    }

    private static ValidatableResponse accept(String token, @Nullable String password) {
        return given().contentType(ContentType.JSON)
                .body(
                        password == null
                                ? "{\"token\":\"%s\"}".formatted(token)
                                : "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, password))
                .post("/v1/invitations/accept")
                .then();
    }
}
