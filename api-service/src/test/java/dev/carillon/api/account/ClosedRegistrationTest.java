package dev.carillon.api.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.carillon.api.testing.AccountVisitor;
import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Mailbox;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ApiServers.class)
@TestProfile(ClosedRegistrationTest.Closed.class)
class ClosedRegistrationTest {

    @Inject
    Pool database;

    /** An installation that takes no new accounts. */
    public static final class Closed implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("carillon.account.registration", "closed");
        }
    }

    @Test
    void nobodyGetsAnAccountAndWhoHasOneJoinsFurtherOrganizations() {
        TestOrganization acme = TestOrganization.create(database);
        Person ada = Person.create(database);
        String stranger = UUID.randomUUID() + "@example.com";
        acme.post("/v1/invitations", "{\"email\":\"%s\",\"role\":\"reader\"}".formatted(stranger))
                .statusCode(201);
        acme.post("/v1/invitations", "{\"email\":\"%s\",\"role\":\"reader\"}".formatted(ada.email()))
                .statusCode(201);

        post(
                        "/v1/auth/register",
                        "{\"email\":\"a@b.de\",\"password\":\"%s\",\"organization\":\"x\"}".formatted(Person.PASSWORD))
                .then()
                .statusCode(403)
                .body("detail", containsString("no new accounts"));
        accept(Mailbox.token(database, stranger)).then().statusCode(403);
        accept(Mailbox.token(database, ada.email())).then().statusCode(204);
    }

    @Test
    void thePagesSaySoInsteadOfAForm() {
        given().get("/account/register")
                .then()
                .body(not(containsString("<form")))
                .body(containsString("no new accounts"));
        given().get("/account/sign-in").then().body(not(containsString("/account/register")));
        given().get("/account/invitation").then().body(containsString("your address must have one already"));
    }

    /** As people meet it: the page has no form, and the invitation of a stranger says why it leads nowhere. */
    @Test
    void aStrangerIsToldInTheBrowser() {
        TestOrganization acme = TestOrganization.create(database);
        String stranger = UUID.randomUUID() + "@example.com";
        acme.post("/v1/invitations", "{\"email\":\"%s\",\"role\":\"reader\"}".formatted(stranger))
                .statusCode(201);
        try (AccountVisitor visitor = new AccountVisitor()) {
            Page page = visitor.open("/account/sign-in");
            assertThat(page.locator("a[href*='register']")).hasCount(0);
            page.navigate("/account/register");
            assertThat(page.locator("main")).containsText("no new accounts");
            assertThat(page.locator("form")).hasCount(0);
            visitor.assertUsable("register", Optional.empty(), "main");

            page.navigate("/account/invitation#token=" + Mailbox.token(database, stranger));
            AccountVisitor.button(page, "Join").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("This installation takes no new accounts.");
        }
    }

    private static io.restassured.response.Response accept(String token) {
        return post(
                "/v1/invitations/accept", "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, Person.PASSWORD));
    }

    private static io.restassured.response.Response post(String path, String body) {
        return given().contentType(ContentType.JSON).body(body).post(path);
    }
}
