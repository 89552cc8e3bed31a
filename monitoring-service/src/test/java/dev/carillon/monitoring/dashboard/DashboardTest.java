package dev.carillon.monitoring.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.carillon.common.job.Channel;
import dev.carillon.local.browser.Chromium;
import dev.carillon.local.browser.Visitor;
import dev.carillon.monitoring.collect.PastMinutes;
import dev.carillon.monitoring.testing.Jobs;
import dev.carillon.monitoring.testing.MonitoringServers;
import dev.carillon.monitoring.testing.People;
import dev.carillon.monitoring.testing.Settings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The dashboard as people meet it, in a real browser. */
@QuarkusTest
@QuarkusTestResource(MonitoringServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardTest {

    @Inject
    People people;

    @Inject
    Jobs jobs;

    @Inject
    PastMinutes past;

    @Inject
    BusySystem busySystem;

    private final Visitor visitor = new Visitor(Settings::testAddress);

    @BeforeEach
    void clean() {
        jobs.clear();
        past.clear();
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
    void showsABusySystem() {
        busySystem.appear();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(Visitor.DESKTOP, Visitor.PHONE)) {
                Page page = visitor.open(width, scheme);
                page.navigate("/admin/monitoring");
                Visitor.signIn(page, people.administrator(), People.PASSWORD);
                assertThat(page.getByTestId("status")).isVisible();
                Locator table = page.locator(".jobs");
                assertThat(table.locator("[data-state=succeeded] .total")).hasText("184,201");
                assertThat(page.locator("canvas").first()).isVisible();
                Locator caches = page.locator("[data-caches-of=api-service]");
                assertThat(caches.locator(".service")).containsText("Redis away for 1: memory alone");
                assertThat(caches.locator("[data-cache=quotas] [data-label='Stale answers']"))
                        .hasText("214");
                assertThat(caches.locator("[data-cache=quotas] [data-label=Loads]"))
                        .hasText("63 3 failed");
                Visitor.assertFits(page);
                Visitor.assertAccessible(page);
                Chromium.keep(page, "busy-%s-%d".formatted(scheme.name().toLowerCase(Locale.ROOT), width));
            }
        }
    }

    @Test
    void helpsWhoHasNoJobsYet() {
        Page page = visitor.open(Visitor.DESKTOP, ColorScheme.LIGHT);
        page.navigate("/admin/monitoring");
        Visitor.signIn(page, people.administrator(), People.PASSWORD);
        assertThat(Visitor.heading(page, "No jobs yet")).isVisible();
        Visitor.assertAccessible(page);
        Chromium.keep(page, "empty");
    }

    @Test
    void refreshesByItself() {
        Page page = visitor.open(Visitor.DESKTOP, ColorScheme.LIGHT);
        page.navigate("/admin/monitoring");
        Visitor.signIn(page, people.administrator(), People.PASSWORD);
        assertThat(Visitor.heading(page, "No jobs yet")).isVisible();
        jobs.counted(Channel.EMAIL, "succeeded", 1);
        assertThat(page.locator("[data-state=succeeded] .total")).hasText("1", soon());
        assertThat(Visitor.heading(page, "No jobs yet")).hasCount(0);
    }

    @Test
    void chartsAnswerToTheArrowKeysAndHaveTables() {
        busySystem.appear();
        Page page = visitor.open(Visitor.DESKTOP, ColorScheme.LIGHT);
        page.navigate("/admin/monitoring");
        Visitor.signIn(page, people.administrator(), People.PASSWORD);
        Locator chart = page.locator("carillon-line-chart").first();
        Locator moment = chart.locator(".chart-legend .hint");
        assertThat(chart.locator("summary")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
        chart.locator(".chart-canvas").focus();
        String before = moment.textContent();
        page.keyboard().press("ArrowLeft");
        assertThat(moment).not().hasText(before);
        chart.locator("summary").click();
        assertThat(chart.locator("tbody tr")).hasCount(60);
    }

    private static LocatorAssertions.HasTextOptions soon() {
        return new LocatorAssertions.HasTextOptions().setTimeout(30_000);
    }
}
