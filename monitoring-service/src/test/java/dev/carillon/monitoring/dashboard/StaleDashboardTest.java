package dev.carillon.monitoring.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.carillon.common.telemetry.TelemetryStream;
import dev.carillon.local.browser.Chromium;
import dev.carillon.local.browser.Visitor;
import dev.carillon.monitoring.testing.FakeInstance;
import dev.carillon.monitoring.testing.MonitoringServers;
import dev.carillon.monitoring.testing.People;
import dev.carillon.monitoring.testing.Settings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the dashboard says when its figures are not of now, in a real browser. */
@QuarkusTest
@QuarkusTestResource(MonitoringServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaleDashboardTest {

    @Inject
    People people;

    @Inject
    TelemetryStream stream;

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
    void showsAnInstanceThatGoesSilent() {
        FakeInstance lost = new FakeInstance("worker-service", "lost", Duration.ofMillis(1_500));
        stream.append(lost.report()).await().atMost(Duration.ofSeconds(10));
        Page page = visitor.open(Visitor.PHONE, ColorScheme.DARK);
        page.navigate("/admin/monitoring");
        Visitor.signIn(page, people.administrator(), People.PASSWORD);
        Locator row = page.locator("[data-instance='%s']".formatted(lost.id()));
        assertThat(row.locator("th")).hasText("Silent", soon());
        assertThat(page.locator("[data-code=instance_silent]").first()).isVisible();
    }

    @Test
    void saysThatItIsStaleAndRecovers() {
        Page page = visitor.open(Visitor.PHONE, ColorScheme.LIGHT);
        page.clock().install();
        page.navigate("/admin/monitoring");
        Visitor.signIn(page, people.administrator(), People.PASSWORD);
        assertThat(page.getByTestId("freshness")).containsText("Live");
        page.route("**/v1/overview", Route::abort);
        page.clock().runFor(30_000);
        assertThat(page.getByTestId("freshness")).containsText("Last updated");
        assertThat(page.getByTestId("staleness")).containsText("The monitoring service cannot be reached.");
        Visitor.assertAccessible(page);
        Chromium.keep(page, "stale-390");
        page.unroute("**/v1/overview");
        page.clock().runFor(40_000);
        assertThat(page.getByTestId("freshness")).containsText("Live");
        assertThat(page.getByTestId("staleness")).isEmpty();
    }

    @Test
    void saysWhichPartIsBehind() {
        Page page = visitor.open(Visitor.DESKTOP, ColorScheme.LIGHT);
        page.navigate("/admin/monitoring");
        Visitor.signIn(page, people.administrator(), People.PASSWORD);
        assertThat(page.getByTestId("status")).isVisible();
        MonitoringServers.postgres().stop();
        try {
            assertThat(page.getByTestId("staleness")).containsText("PostgreSQL does not answer", late());
            assertThat(page.getByTestId("status")).containsText("Unhealthy");
            Visitor.assertAccessible(page);
            Chromium.keep(page, "database-away");
        } finally {
            MonitoringServers.postgres().start();
        }
        assertThat(page.getByTestId("staleness")).isEmpty(new LocatorAssertions.IsEmptyOptions().setTimeout(30_000));
    }

    private static LocatorAssertions.HasTextOptions soon() {
        return new LocatorAssertions.HasTextOptions().setTimeout(30_000);
    }

    private static LocatorAssertions.ContainsTextOptions late() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
    }
}
