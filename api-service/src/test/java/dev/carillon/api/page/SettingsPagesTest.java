package dev.carillon.api.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.carillon.api.testing.AccountVisitor.agree;
import static dev.carillon.api.testing.AccountVisitor.button;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.carillon.api.testing.AccountVisitor;
import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Mailbox;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.local.browser.Chromium;
import dev.carillon.local.browser.Visitor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How people run their organization, in a real browser. */
@QuarkusTest
@WithTestResource(ApiServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsPagesTest {

    private static final String ANOTHER = "another four odd words";

    @Inject
    Pool database;

    private final AccountVisitor visitor = new AccountVisitor();
    private TestOrganization acme;
    private Person ada;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
        ada = Person.signedIn(database, acme, "owner");
    }

    @AfterEach
    void nothingComplained() {
        visitor.assertNoComplaints();
    }

    @AfterAll
    void leave() {
        visitor.close();
    }

    @Test
    void membersGetRolesAndAreRemoved() {
        Person charles = Person.create(database);
        charles.join(acme, "reader");
        Page page = visitor.open("/account/members", ada);
        Locator row = page.locator("[data-member='%s']".formatted(charles.email()));

        row.getByLabel("Role of " + charles.email(), new Locator.GetByLabelOptions().setExact(true))
                .selectOption("contributor");
        button(page, "Change the role of " + charles.email()).click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText(charles.email() + " is contributor now.");
        assertThat(Visitor.heading(page, "Members")).isFocused();
        assertThat(row).containsText("Contributor");
        ada.get("/v1/members").body("data.find { it.id == '%s' }.role".formatted(charles.id()), is("contributor"));

        button(page, "Remove " + charles.email()).click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Remove " + charles.email());
        assertThat(page.getByRole(AriaRole.DIALOG).getByText("Cancel")).isFocused();
        page.keyboard().press("Escape");
        assertThat(row).isVisible();
        button(page, "Remove " + charles.email()).click();
        agree(page, "Remove");
        assertThat(row).hasCount(0);
        ada.get("/v1/members").body("data", hasSize(1));
    }

    @Test
    void theOnlyOwnerCannotLeave() {
        Page page = visitor.open("/account/members", ada);

        button(page, "Leave the organization").click();
        agree(page, "Leave");

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("This is the only owner of the organization.");
        assertThat(page.getByRole(AriaRole.ALERT)).isFocused();
    }

    @Test
    void peopleAreInvitedAndInvitationsTakenBack() {
        String email = "charles-" + UUID.randomUUID() + "@example.com";
        Page page = visitor.open("/account/members", ada);
        page.getByLabel("E-mail address").fill(ada.email());
        button(page, "Send the invitation").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("belongs to a member of the organization already");

        page.getByLabel("E-mail address").fill(email);
        page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).selectOption("admin");
        button(page, "Send the invitation").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("is on its way to " + email);
        assertThat(page.locator("[data-invitation]")).containsText("as admin");
        assertTrue(Mailbox.of(database, email).getLast().text().contains("Acme"));

        button(page, "Take back the invitation of " + email).click();
        agree(page, "Take back");
        assertThat(page.locator("[data-invitation]")).hasCount(0);
        ada.get("/v1/invitations").body("data", hasSize(0));
    }

    @Test
    void aKeyIsMadeShownOnceRotatedAndRevoked() {
        Page page = visitor.open("/account/api-keys", ada);
        button(page, "Make the key").click();
        assertThat(page.locator("#key-name-error")).hasText("Name is required.");
        assertThat(page.getByLabel("Name")).isFocused();
        page.getByLabel("Name").fill("shop");
        page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).selectOption("contributor");
        page.getByLabel("Ends").selectOption("30");
        button(page, "Make the key").click();
        assertThat(Visitor.heading(page, "The key “shop”")).isFocused();
        String first = page.locator(".secret code").textContent();
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        button(page, "Copy").click();
        assertThat(button(page, "Copied")).isVisible();
        assertTrue(first.equals(page.evaluate("navigator.clipboard.readText()")), "the clipboard has the key");
        status(first, 200);
        Visitor.assertAccessible(page);
        Chromium.keep(page, "key-made");

        page.reload();
        Locator key = page.locator("[data-key=shop]");
        assertThat(key).containsText("contributor");
        assertThat(page.locator("main")).not().containsText(first);

        button(page, "Rotate shop").click();
        page.getByLabel("The former works").selectOption("PT1H");
        Visitor.assertAccessible(page);
        Chromium.keep(page, "key-rotate");
        agree(page, "Rotate");
        assertThat(Visitor.heading(page, "The key “shop”")).isVisible();
        String second = page.locator(".secret code").textContent();
        assertThat(key).hasCount(2);
        assertThat(key.last()).containsText("replaced, works until");
        status(first, 200);
        button(page, "I have kept it").click();
        assertThat(page.locator(".secret")).hasCount(0);

        key.first().getByText("Revoke…").click();
        agree(page, "Revoke");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("shop is revoked.");
        assertThat(key.first()).containsText("revoked");
        assertThat(key.first().getByText("Revoke…")).hasCount(0);
        status(second, 401);
    }

    @Test
    void endpointsAreAddedDisabledAndDeleted() {
        String url = "https://example.com/hooks/" + UUID.randomUUID();
        Page page = visitor.open("/account/webhooks", ada);
        page.getByLabel("Address").fill("https://user@example.com/#x");
        button(page, "Add the endpoint").click();
        assertThat(page.locator("#endpoint-url-error")).containsText("Address ");
        assertThat(page.getByLabel("Address")).isFocused();
        page.getByLabel("Address").fill(url);
        button(page, "Add the endpoint").click();
        assertThat(page.locator(".secret code")).containsText("whsec_");
        Locator endpoint = page.locator("[data-endpoint='%s']".formatted(url));
        assertThat(endpoint).containsText("enabled");

        button(page, "Disable " + url).click();
        assertThat(endpoint).containsText("disabled");
        button(page, "Enable " + url).click();
        assertThat(endpoint).containsText("enabled");
        String secret = page.locator(".secret code").textContent();
        button(page, "New secret for " + url).click();
        agree(page, "Make a new secret");
        assertThat(page.locator(".secret code")).not().hasText(secret);
        button(page, "Show the secret").click();
        assertThat(page.locator("main")).containsText("whsec_dGVzdA==");
        assertThat(page.getByLabel("Secret of webhook notifications").last()).isFocused();
        Visitor.assertAccessible(page);

        button(page, "Delete " + url).click();
        agree(page, "Delete");
        assertThat(endpoint).hasCount(0);
        ada.get("/v1/webhook-endpoints").body("data", hasSize(0));
    }

    @Test
    void noEventsAreNoEndpoint() {
        Page page = visitor.open("/account/webhooks", ada);
        page.getByLabel("Address").fill("https://example.com/hooks");
        for (Locator box : page.getByRole(AriaRole.CHECKBOX).all()) {
            box.uncheck();
        }

        button(page, "Add the endpoint").click();

        assertThat(page.locator("#endpoint-types-error")).containsText("Tell it when a job …");
        assertThat(page.getByRole(AriaRole.CHECKBOX).first()).isFocused();
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
    void rolesSeeWhatIsTheirs() {
        Person reader = Person.signedIn(database, acme, "reader");
        Page page = visitor.open("/account/members", reader);
        assertThat(page.locator("[data-member]")).hasCount(2);
        assertThat(page.locator("nav")).not().containsText("API keys");
        assertThat(page.locator("nav")).not().containsText("Audit log");
        assertThat(page.locator("main form")).hasCount(0);

        for (String name : List.of("api-keys", "audit-log")) {
            page.navigate("/account/" + name);
            assertThat(page.getByRole(AriaRole.NOTE)).containsText("you are reader");
        }
        page.navigate("/account/webhooks");
        assertThat(page.locator("main")).containsText("There is no endpoint yet.");
        assertThat(page.locator("main form")).hasCount(0);
    }

    @Test
    void whoBelongsNowhereIsToldSo() {
        Person nobody = Person.create(database);
        nobody.signIn();

        Page page = visitor.open("/account/members", nobody);

        assertThat(page.locator("main")).containsText("You belong to no organization at the moment.");
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

    private static void status(String key, int expected) {
        RestAssured.given()
                .header("Authorization", "Bearer " + key)
                .get("/v1/jobs")
                .then()
                .statusCode(expected);
    }
}
