package dev.carillon.monitoring.session;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.carillon.local.browser.Chromium;
import dev.carillon.local.browser.Visitor;
import dev.carillon.monitoring.testing.MonitoringServers;
import dev.carillon.monitoring.testing.People;
import dev.carillon.monitoring.testing.Settings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The sign-in as people meet it, in a real browser. */
@QuarkusTest
@QuarkusTestResource(MonitoringServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInPageTest {

    @Inject
    People people;

    private final Visitor visitor = new Visitor(Settings::testAddress);

    @AfterEach
    void nothingComplained() {
        visitor.assertNoComplaints();
    }

    @AfterAll
    void leave() {
        visitor.close();
    }

    @Test
    void leadsPeopleToTheSignInAndBack() {
        Page page = visitor.open(Visitor.DESKTOP, ColorScheme.LIGHT);
        page.navigate("/admin/monitoring?from=mail");
        assertThat(page).hasURL(visitor.address() + "/admin/sign-in?next=%2Fadmin%2Fmonitoring%3Ffrom%3Dmail");
        Visitor.assertAccessible(page);
        Chromium.keep(page, "sign-in");
        Visitor.signIn(page, people.administrator(), People.PASSWORD);
        assertThat(page).hasURL(visitor.address() + "/admin/monitoring?from=mail");
        assertThat(Visitor.heading(page, "Overview")).isVisible();
    }

    @Test
    void saysPlainlyThatThePasswordIsWrong() {
        Page page = visitor.open(Visitor.DESKTOP, ColorScheme.DARK);
        page.navigate("/admin/sign-in");
        Visitor.signIn(page, "somebody@example.com", "not the password");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("The e-mail address or the password is wrong.");
        assertThat(page.getByLabel("E-mail address")).hasValue("somebody@example.com");
        assertThat(page.getByLabel("Password")).isFocused();
        Visitor.assertAccessible(page);
        Chromium.keep(page, "sign-in-refused");
    }

    @Test
    void signsInAndOutByKeyboardAlone() {
        Page page = visitor.open(Visitor.DESKTOP, ColorScheme.LIGHT);
        page.navigate("/admin/monitoring");
        page.keyboard().type(people.administrator());
        page.keyboard().press("Tab");
        page.keyboard().type(People.PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("status")).isVisible();
        page.keyboard().press("Tab");
        assertThat(page.getByText("Skip to content")).isFocused();
        page.getByText("Sign out").focus();
        page.keyboard().press("Enter");
        assertThat(page).hasURL(visitor.address() + "/admin/sign-in");
        page.goBack();
        assertThat(page.getByLabel("E-mail address")).isVisible();
    }
}
