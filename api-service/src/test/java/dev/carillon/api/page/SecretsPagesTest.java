package dev.carillon.api.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.carillon.api.testing.AccountVisitor.agree;
import static dev.carillon.api.testing.AccountVisitor.button;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.local.browser.Chromium;
import dev.carillon.local.browser.Visitor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages that show a secret once: those of API keys and of webhooks. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class SecretsPagesTest extends PagesInBrowser {

    private Person ada;

    @BeforeEach
    void organization() {
        ada = Person.signedIn(database, TestOrganization.create(database), "owner");
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

    private static void status(String key, int expected) {
        RestAssured.given()
                .header("Authorization", "Bearer " + key)
                .get("/v1/jobs")
                .then()
                .statusCode(expected);
    }
}
