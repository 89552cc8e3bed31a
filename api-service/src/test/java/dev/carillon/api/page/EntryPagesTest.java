package dev.carillon.api.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.carillon.api.testing.AccountVisitor.button;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Mailbox;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.local.browser.Chromium;
import dev.carillon.local.browser.Visitor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How people come in, in a real browser. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class EntryPagesTest extends PagesInBrowser {

    private static final String ANOTHER = "another four odd words";

    @Test
    void somebodyRegistersConfirmsSignsInAndSignsOut() {
        String email = "grace-" + UUID.randomUUID() + "@example.com";
        Page page = visitor.open("/account/sign-in");
        page.getByText("Register").click();
        page.getByLabel("E-mail address").fill(email);
        page.getByLabel("Organization").fill("Compilers");
        page.getByLabel("Password").fill(Person.PASSWORD);
        page.getByLabel("Password").press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("A mail is on its way to " + email);
        assertThat(page.getByRole(AriaRole.STATUS)).isFocused();

        page.navigate("/account/verify-email#token=" + Mailbox.token(database, email));
        button(page, "Confirm").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Your address is confirmed");
        Visitor.signIn(page, email, Person.PASSWORD);

        assertThat(page).hasURL(visitor.address("/account/members"));
        assertThat(page.locator("[data-member]")).containsText(email);
        assertThat(page.locator("header")).containsText("Compilers");
        button(page, "Sign out").click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("You are signed out.");
        page.navigate("/account/members");
        assertThat(Visitor.heading(page, "Sign in")).isVisible();
    }

    @Test
    void whatIsWrongIsShownAtItsFieldWhichGetsTheFocus() {
        Page page = visitor.open("/account/register");
        List<String> asked = requests(page);
        button(page, "Register").click();
        assertThat(page.getByLabel("E-mail address")).isFocused();
        assertThat(page.getByLabel("E-mail address")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("#email-error")).hasText("E-mail address is required.");
        assertThat(page.locator("#organization-error")).hasText("Organization is required.");
        page.getByLabel("E-mail address").fill("grace");
        page.getByLabel("Organization").fill("Compilers");
        page.getByLabel("Password").fill("short");
        button(page, "Register").click();
        assertThat(page.locator("#email-error")).hasText("E-mail address must be an e-mail address.");
        assertThat(page.locator("#password-error")).hasText("Password must have at least 10 characters.");
        // Tries are counted: what is plainly wrong costs none.
        assertEquals(List.of(), asked);

        page.getByLabel("E-mail address").fill("grace-" + UUID.randomUUID() + "@example.com");
        page.getByLabel("Password").fill("password1234");
        button(page, "Register").click();
        assertThat(page.locator("#password-error"))
                .containsText("Password is too easy to guess: it resembles a password");
        assertThat(page.locator("#email-error")).isEmpty();
        assertThat(page.getByLabel("Password")).isFocused();
        assertThat(page.getByLabel("Password")).hasAttribute("aria-describedby", "password-hint password-error");
        Visitor.assertAccessible(page);
        Chromium.keep(page, "register-refused");
    }

    @Test
    void aSignedOutVisitorIsLedBackToWhereTheyWantedToGo() {
        Person ada = Person.create(database);
        ada.join(TestOrganization.create(database), "admin");
        Page page = visitor.open("/account/webhooks");
        assertThat(page).hasURL(visitor.address("/account/sign-in?next=%2Faccount%2Fwebhooks"));

        // By keyboard alone.
        page.keyboard().type(ada.email());
        page.keyboard().press("Tab");
        page.keyboard().type("not the password");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("The e-mail address or the password is wrong.");
        assertThat(page.getByRole(AriaRole.ALERT)).isFocused();
        page.getByLabel("Password").fill(Person.PASSWORD);
        page.keyboard().press("Enter");

        assertThat(page).hasURL(visitor.address("/account/webhooks"));
        assertThat(Visitor.heading(page, "Webhooks")).isVisible();
    }

    @Test
    void aSignInLeadsToNoOtherSite() {
        Person ada = Person.create(database);
        ada.join(TestOrganization.create(database), "reader");
        for (String next : List.of("https://evil.example/account/members", "//evil.example", "/%5Cevil.example")) {
            Page page = visitor.open("/account/sign-in?next=" + next);
            Visitor.signIn(page, ada.email(), Person.PASSWORD);
            assertThat(page).hasURL(visitor.address("/account/members"));
        }
    }

    @Test
    void aSessionThatEndsLeadsToTheSignInAndBack() {
        Person ada = Person.signedIn(database, TestOrganization.create(database), "owner");
        Page page = visitor.open("/account/audit-log", ada);
        assertThat(Visitor.heading(page, "Audit log")).isVisible();
        ada.post("/v1/auth/logout", "").statusCode(204);

        page.reload();

        assertThat(page).hasURL(visitor.address("/account/sign-in?said=ended&next=%2Faccount%2Faudit-log"));
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Your session has ended.");
    }

    @Test
    void aForgottenPasswordIsReplacedByTheLinkOfAMail() {
        Person ada = Person.create(database);
        ada.join(TestOrganization.create(database), "reader");
        Page page = visitor.open("/account/sign-in");
        page.getByText("Forgot your password?").click();
        page.getByLabel("E-mail address").fill(ada.email());
        button(page, "Send the link").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("If " + ada.email() + " has an account");

        String link = "/account/reset-password#token=" + Mailbox.token(database, ada.email());
        page.navigate(link);
        assertThat(page.getByLabel("New password")).isFocused();
        page.keyboard().type("aaaaaaaaaaaa");
        button(page, "Set the password").click();
        assertThat(page.locator("#password-error")).containsText("New password is too easy to guess: it is mostly a");
        page.getByLabel("New password").fill(ANOTHER);
        button(page, "Set the password").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Your password is changed");
        Visitor.signIn(page, ada.email(), ANOTHER);
        assertThat(page).hasURL(visitor.address("/account/members"));

        Page again = visitor.open(link);
        again.getByLabel("New password").fill(Person.PASSWORD);
        button(again, "Set the password").click();
        assertThat(again.getByRole(AriaRole.ALERT)).containsText("This link is not valid: it was used");
    }

    @Test
    void tokensAreInNoAddressAndNoReferrer() {
        String token = "A".repeat(43);
        for (String name : List.of("verify-email", "reset-password", "invitation")) {
            Page page = visitor.open("/account/" + name + "#token=" + token);
            assertThat(page.locator("form")).isVisible();
            assertThat(page).hasURL(visitor.address("/account/" + name));
            List<String> sent = new ArrayList<>();
            page.onRequest(request -> sent.add(request.url() + request.allHeaders()));
            page.locator(".ways a").last().click();
            assertThat(Visitor.heading(page, "Sign in")).isVisible();
            assertFalse(sent.isEmpty());
            assertTrue(sent.stream().noneMatch(request -> request.contains(token)), sent::toString);
            page.goBack();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("Open the link in the mail once more");
            assertThat(page).hasURL(visitor.address("/account/" + name));
        }
    }

    @Test
    void whoIsInvitedAndNewChoosesAPassword() {
        TestOrganization acme = TestOrganization.create(database);
        Person owner = Person.signedIn(database, acme, "owner");
        String email = "charles-" + UUID.randomUUID() + "@example.com";
        owner.post("/v1/invitations", "{\"email\":\"%s\",\"role\":\"reader\"}".formatted(email))
                .statusCode(201);
        Page page = visitor.open("/account/invitation#token=" + Mailbox.token(database, email));
        assertThat(page.getByLabel("Password")).isHidden();

        button(page, "Join").click();
        assertThat(page.getByLabel("Password")).isFocused();
        Visitor.assertAccessible(page);
        page.keyboard().type(Person.PASSWORD);
        page.keyboard().press("Enter");

        assertThat(page.getByRole(AriaRole.STATUS)).containsText("You have joined the organization");
        Visitor.signIn(page, email, Person.PASSWORD);
        assertThat(page).hasURL(visitor.address("/account/organizations"));
        assertThat(page.locator("main")).containsText("Acme");
    }

    @Test
    void whoIsInvitedAndSignedInChoosesTheOrganization() {
        Person ada = Person.signedIn(database, TestOrganization.create(database), "owner");
        TestOrganization other = TestOrganization.create(database);
        other.execute("UPDATE organization SET name = 'Bell' WHERE id = $1", Tuple.of(other.id()));
        Person bell = Person.signedIn(database, other, "owner");
        bell.post("/v1/invitations", "{\"email\":\"%s\",\"role\":\"admin\"}".formatted(ada.email()))
                .statusCode(201);
        Page page = visitor.open("/account/invitation#token=" + Mailbox.token(database, ada.email()), ada);

        button(page, "Join").click();
        assertThat(page).hasURL(visitor.address("/account/organizations"));
        Visitor.assertAccessible(page);
        button(page, "Act for Bell").click();

        assertThat(page).hasURL(visitor.address("/account/members"));
        assertThat(page.locator("header")).containsText("Bell");
        assertThat(page.locator("[data-member]")).hasCount(2);
        page.getByText("Bell ▾").click();
        assertThat(page.locator("main")).containsText("Acme");
    }

    @Test
    void theyFitPhonesAndAreAccessible() {
        for (String name : List.of("sign-in", "register", "forgot-password")) {
            visitor.assertUsable(name, Optional.empty(), "form");
        }
        for (String name : List.of("verify-email", "reset-password", "invitation")) {
            visitor.assertUsable(name + "#token=" + "A".repeat(43), Optional.empty(), "form");
        }
    }

    private static List<String> requests(Page page) {
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().contains("/v1/")) {
                asked.add(request.url());
            }
        });
        return asked;
    }
}
