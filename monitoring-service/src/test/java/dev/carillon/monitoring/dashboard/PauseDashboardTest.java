package dev.carillon.monitoring.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.carillon.local.browser.Chromium;
import dev.carillon.local.browser.Visitor;
import dev.carillon.monitoring.testing.MonitoringServers;
import dev.carillon.monitoring.testing.Organizations;
import dev.carillon.monitoring.testing.People;
import dev.carillon.monitoring.testing.Settings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How an administrator pauses and resumes, in a real browser. */
@QuarkusTest
@QuarkusTestResource(MonitoringServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PauseDashboardTest {

    @Inject
    People people;

    @Inject
    Organizations organizations;

    private final Visitor visitor = new Visitor(Settings::testAddress);

    @BeforeEach
    void resumeAll() {
        organizations.resumeAll();
    }

    @AfterEach
    void nothingComplained() {
        organizations.resumeAll();
        visitor.assertNoComplaints();
    }

    @AfterAll
    void leave() {
        visitor.close();
    }

    @Test
    void anAdministratorPausesAndResumesWithTheKeyboard() {
        Page page = open(Visitor.DESKTOP, ColorScheme.LIGHT);
        Locator panel = page.locator("carillon-pauses");
        assertThat(panel).containsText("Nothing is paused.");

        panel.locator("summary").focus();
        page.keyboard().press("Enter");
        panel.getByLabel("Channel").focus();
        page.keyboard().type("E-mail");
        panel.getByLabel("Priority (queue)").selectOption("low");
        assertThat(panel.locator(".pause-effect")).containsText("e-mails of low priority of every organization");
        panel.getByLabel("Reason").focus();
        page.keyboard().type("Wrong link in the newsletter");
        Chromium.keep(page, "pause-form");
        Visitor.assertAccessible(page);
        page.keyboard().press("Enter");

        assertThat(panel.getByRole(AriaRole.STATUS)).hasText("Paused: e-mails of low priority of every organization.");
        assertThat(panel.locator("li")).containsText("Wrong link in the newsletter");
        assertThat(Visitor.heading(page, "Pauses")).isFocused();
        assertThat(page.locator("[data-code=paused]")).isVisible(soon());
        assertThat(panel.locator("li")).hasCount(1);

        Locator resume = panel.getByRole(
                AriaRole.BUTTON,
                new Locator.GetByRoleOptions().setName("Resume e-mails of low priority of every organization"));
        resume.focus();
        page.keyboard().press("Enter");

        assertThat(panel.locator("li")).hasCount(0);
        assertThat(panel.getByRole(AriaRole.STATUS)).containsText("Resumed");
        assertThat(page.locator("[data-code=paused]")).hasCount(0, gone());
    }

    @Test
    void whatIsWrongIsSaid() {
        Page page = open(Visitor.DESKTOP, ColorScheme.LIGHT);
        Locator panel = page.locator("carillon-pauses");
        panel.locator("summary").click();
        panel.getByLabel("Organization").fill(UUID.randomUUID().toString());
        panel.getByLabel("Reason").fill("Abuse");

        panel.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Pause").setExact(true))
                .click();

        assertThat(panel.getByRole(AriaRole.ALERT)).hasText("Organization is not the id of an organization.");
        assertThat(panel.getByLabel("Reason")).hasValue("Abuse");
    }

    @Test
    void anOrganizationIsFoundByItsNameWithTheKeyboard() {
        String name = "Zebra " + UUID.randomUUID().toString().substring(0, 8);
        UUID zebra = organizations.create(name);
        Page page = open(Visitor.DESKTOP, ColorScheme.LIGHT);
        Locator panel = page.locator("carillon-pauses");
        panel.locator("summary").focus();
        page.keyboard().press("Enter");

        panel.getByLabel("Organization").focus();
        page.keyboard().type(name.substring(0, 9).toLowerCase(java.util.Locale.ROOT));
        assertThat(panel.locator("datalist option[value='%s']".formatted(name))).hasCount(1);
        Visitor.assertAccessible(page);
        panel.getByLabel("Organization").fill(name);
        assertThat(panel.locator(".pause-effect")).containsText(name);
        panel.getByLabel("Reason").focus();
        page.keyboard().type("Abuse");
        page.keyboard().press("Enter");

        assertThat(panel.getByRole(AriaRole.STATUS)).hasText("Paused: everything of %s.".formatted(name));
        assertThat(panel.locator("li")).containsText("Everything of " + name);
        assertThat(panel.locator("li")).hasCount(1);
        assertEquals(1, organizations.pausesOf(zebra));
    }

    @Test
    void aNameThatMeansNoneOrSeveralIsNotGuessedAt() {
        String name = "Twin " + UUID.randomUUID().toString().substring(0, 8);
        organizations.create(name);
        UUID second = organizations.create(name);
        Page page = open(Visitor.DESKTOP, ColorScheme.LIGHT);
        Locator panel = page.locator("carillon-pauses");
        panel.locator("summary").click();
        panel.getByLabel("Reason").fill("Abuse");

        panel.getByLabel("Organization").fill(name.substring(0, 8));
        panel.getByLabel("Reason").press("Enter");
        assertThat(panel.getByRole(AriaRole.ALERT)).containsText("No organization is named");
        panel.getByLabel("Organization").fill(name);
        panel.getByLabel("Reason").press("Enter");
        assertThat(panel.getByRole(AriaRole.ALERT)).containsText("Several organizations are named");
        panel.getByLabel("Organization").fill("%s (%s)".formatted(name, second));
        panel.getByLabel("Reason").press("Enter");

        assertThat(panel.locator("li")).hasCount(1);
        assertEquals(1, organizations.pausesOf(second));
    }

    @Test
    void itFitsAPhone() {
        UUID acme = organizations.create("Acme and Daughters International Holding");
        organizations.pauses(acme, "webhook", "Our receiver moves to another data centre tonight, until about six");
        organizations.pauses(organizations.create("Bell"), "email", "Audit");
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            Page page = open(Visitor.PHONE, scheme);
            Locator panel = page.locator("carillon-pauses");
            assertThat(panel.locator("li")).hasCount(2);
            panel.locator("summary").click();
            assertThat(panel.getByLabel("Reason")).isVisible();
            Visitor.assertFits(page);
            Visitor.assertAccessible(page);
            Chromium.keep(page, "pauses-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + "-390");
        }
    }

    private Page open(int width, ColorScheme scheme) {
        Page page = visitor.open(width, scheme);
        page.navigate("/admin/monitoring");
        Visitor.signIn(page, people.administrator(), People.PASSWORD);
        assertThat(page.getByTestId("status")).isVisible();
        return page;
    }

    private static LocatorAssertions.IsVisibleOptions soon() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(20_000);
    }

    private static LocatorAssertions.HasCountOptions gone() {
        return new LocatorAssertions.HasCountOptions().setTimeout(20_000);
    }
}
