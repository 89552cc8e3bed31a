package dev.carillon.api.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.carillon.api.testing.AccountVisitor.agree;
import static dev.carillon.api.testing.AccountVisitor.button;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.local.browser.Visitor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How people look after themselves and their organization, in a real browser. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class SettingsPagesTest extends PagesInBrowser {

    private static final String ANOTHER = "another four odd words";

    private TestOrganization acme;
    private Person ada;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
        ada = Person.signedIn(database, acme, "owner");
    }

    @Test
    void sessionsAreListedAndEnded() {
        String first = ada.session();
        ada.signIn();
        String second = ada.session();
        ada.signIn();
        Page page = visitor.open("/account/you", ada);
        assertThat(page.locator(".records li")).hasCount(3);
        assertThat(page.locator(".records li", new Page.LocatorOptions().setHasText("this one")))
                .hasCount(1);

        page.locator(".records button").last().click();
        assertThat(page.locator(".records li")).hasCount(2);
        button(page, "End all others").click();
        agree(page, "End them");

        assertThat(page.locator(".records li")).hasCount(1);
        for (String ended : List.of(first, second)) {
            ada.use(ended);
            ada.get("/v1/auth/session").statusCode(401);
        }
    }

    @Test
    void thePasswordIsChangedAndAllSessionsEnd() {
        Page page = visitor.open("/account/you", ada);
        page.getByLabel("Current password").fill("not the password");
        page.getByLabel("New password").fill(ANOTHER);
        button(page, "Change the password").click();
        assertThat(page.locator("#current-password-error")).hasText("Current password is not your password.");
        assertThat(page.getByLabel("Current password")).isFocused();
        page.getByLabel("Current password").fill(Person.PASSWORD);
        button(page, "Change the password").click();

        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Your password is changed");
        Visitor.signIn(page, ada.email(), ANOTHER);
        assertThat(page).hasURL(visitor.address("/account/members"));
    }

    @Test
    void theAuditLogIsPaged() {
        for (int number = 0; number < 51; number++) {
            acme.execute(
                    "INSERT INTO audit_entry (id, organization_id, act, actor_kind, actor_id, actor_name, subject, address) "
                            + "VALUES (new_job_id(), $1, 'member.removed', 'person', $2, 'eve@example.com', $3, '192.0.2.7')",
                    Tuple.of(acme.id(), ada.id(), "number-" + number));
        }
        Page page = visitor.open("/account/audit-log", ada);
        assertThat(page.locator("[data-act]")).hasCount(50);
        assertThat(page.locator("[data-act]").first()).containsText("eve@example.com removed number-");
        assertThat(page.locator("[data-act]").first()).containsText("192.0.2.7");

        button(page, "Show older entries").click();

        assertThat(page.locator("[data-act]")).hasCount(51);
        assertThat(page.locator("[data-act]").last()).isFocused();
        assertThat(button(page, "Show older entries")).hasCount(0);
    }

    @Test
    void anotherWindowFollowsASignOut() {
        Page page = visitor.open("/account/members", ada);
        assertThat(page.locator("[data-member]")).hasCount(1);
        Page other = page.context().newPage();
        other.navigate("/account/webhooks");
        assertThat(Visitor.heading(other, "Webhooks")).isVisible();

        button(page, "Sign out").click();

        assertThat(Visitor.heading(page, "Sign in")).isVisible();
        assertThat(Visitor.heading(other, "Sign in")).isVisible();
    }

    @Test
    void theyFitPhonesAndAreAccessible() {
        TestOrganization bell = TestOrganization.create(database);
        bell.execute(
                "UPDATE organization SET name = 'Bell and Daughters International Holding' WHERE id = $1",
                Tuple.of(bell.id()));
        ada.join(bell, "reader");
        Person charles = Person.create(database);
        charles.join(acme, "contributor");
        ada.post("/v1/invitations", "{\"email\":\"bob@example.com\",\"role\":\"reader\"}");
        ada.post("/v1/api-keys", "{\"name\":\"shop, production\",\"role\":\"sender\"}");
        ada.post(
                "/v1/webhook-endpoints",
                "{\"url\":\"https://example.com/hooks/carillon/with/a/long/path\",\"event_types\":[\"job.failed\"]}");
        for (SettingsPage page : SettingsPage.values()) {
            visitor.assertUsable(page.path(), Optional.of(ada), ".records li");
        }
    }
}
