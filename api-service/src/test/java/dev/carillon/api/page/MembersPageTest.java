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
import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Mailbox;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.local.browser.Visitor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who belongs to an organization, and what each may see, in a real browser. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class MembersPageTest extends PagesInBrowser {

    private TestOrganization acme;
    private Person ada;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
        ada = Person.signedIn(database, acme, "owner");
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
}
