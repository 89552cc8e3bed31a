package dev.carillon.api.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import com.microsoft.playwright.Page;
import dev.carillon.api.testing.AccountVisitor;
import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Mailbox;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.local.browser.Visitor;
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
@TestProfile(InviteOnlyRegistrationTest.InviteOnly.class)
class InviteOnlyRegistrationTest {

    @Inject
    Pool database;

    /** An installation that takes new accounts by invitation alone. */
    public static final class InviteOnly implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("carillon.account.registration", "invite-only");
        }
    }

    @Test
    void whoComesUninvitedIsRefused() {
        given().contentType(ContentType.JSON)
                .body("{\"email\":\"a@b.de\",\"password\":\"%s\",\"organization\":\"x\"}".formatted(Person.PASSWORD))
                .post("/v1/auth/register")
                .then()
                .statusCode(403)
                .body("detail", containsString("by invitation alone"));
    }

    @Test
    void whoIsInvitedComesInByTheBrowser() {
        String grace = UUID.randomUUID() + "@example.com";
        TestOrganization.create(database)
                .post("/v1/invitations", "{\"email\":\"%s\",\"role\":\"reader\"}".formatted(grace))
                .statusCode(201);
        try (AccountVisitor visitor = new AccountVisitor()) {
            Page page = visitor.open("/account/sign-in");
            assertThat(page.locator("a[href*='register']")).hasCount(0);
            page.navigate("/account/register");
            assertThat(page.locator("main")).containsText("by invitation alone");
            assertThat(page.locator("form")).hasCount(0);
            visitor.assertUsable("register", Optional.empty(), "main");

            page.navigate("/account/invitation#token=" + Mailbox.token(database, grace));
            AccountVisitor.button(page, "Join").click();
            page.getByLabel("Password").fill(Person.PASSWORD);
            AccountVisitor.button(page, "Join").click();
            assertThat(Visitor.heading(page, "Sign in")).isVisible();
            Visitor.signIn(page, grace, Person.PASSWORD);
            assertThat(page.locator("header")).containsText("Acme");
        }
    }
}
