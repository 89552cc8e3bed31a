package dev.carillon.api.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.carillon.api.testing.AccountVisitor.button;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.carillon.api.audit.Act;
import dev.carillon.api.testing.AccountVisitor;
import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How names, acts and long lists are shown, in a real browser. */
@QuarkusTest
@WithTestResource(ApiServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsRecordsTest {

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
    void namesThatAreMarkupAreShownAsTheyWereTyped() {
        String markup = "<img src=x onerror=alert(1)>${7*7}{{8*8}}";
        acme.execute("UPDATE organization SET name = $2 WHERE id = $1", Tuple.of(acme.id(), markup));
        ada.post("/v1/api-keys", "{\"name\":\"%s\",\"role\":\"sender\"}".formatted(markup))
                .statusCode(201);
        ada.post(
                        "/v1/webhook-endpoints",
                        "{\"url\":\"https://example.com/x\",\"description\":\"%s\",\"event_types\":[\"job.failed\"]}"
                                .formatted(markup))
                .statusCode(201);
        given().header("User-Agent", markup)
                .contentType(ContentType.JSON)
                .body("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(ada.email(), Person.PASSWORD))
                .post("/v1/auth/login")
                .then()
                .statusCode(200);
        for (String name : List.of("members", "api-keys", "webhooks", "audit-log", "you", "organizations")) {
            Page page = visitor.open("/account/" + name, ada);
            assertThat(page.locator("header")).containsText(markup);
            assertThat(page.locator("main h1")).isVisible();
            if (List.of("api-keys", "webhooks", "audit-log", "organizations").contains(name)) {
                assertThat(page.locator("main")).containsText(markup);
            }
            assertThat(page.locator("img[src=x]")).hasCount(0);
        }
    }

    @Test
    void everyActIsToldInWords() {
        List<String> acts = Stream.concat(
                        Arrays.stream(Act.values()).map(Act::wireName),
                        Stream.of("rate_limit.set", "rate_limit.removed"))
                .toList();
        for (String act : acts) {
            acme.execute(
                    "INSERT INTO audit_entry (id, organization_id, act, actor_kind, actor_id, actor_name, subject, address) "
                            + "VALUES (new_job_id(), $1, $2, 'administrator', $3, 'an administrator of the installation', 'it', '')",
                    Tuple.of(acme.id(), act, ada.id()));
        }
        Page page = visitor.open("/account/audit-log", ada);
        assertThat(page.locator("[data-act]")).hasCount(acts.size());

        for (String act : acts) {
            assertThat(page.locator("[data-act='%s']".formatted(act))).not().containsText(act);
            assertThat(page.locator("[data-act='%s']".formatted(act)))
                    .containsText("an administrator of the installation");
            assertThat(page.locator("[data-act='%s'] .hint".formatted(act)))
                    .not()
                    .containsText("from");
        }
        ada.get("/v1/audit-log").body("data.actor.id", everyItem(nullValue()));
    }

    @Test
    void whoAsksForMoreIsLedToTheFirstThatIsNew() {
        for (int number = 0; number < 25; number++) {
            acme.addKey(TestOrganization.newKey());
            Person.create(database).join(acme, "reader");
        }
        ada.post("/v1/invitations", "{\"email\":\"grace@example.com\",\"role\":\"reader\"}")
                .statusCode(201);
        for (String list : List.of("members", "api-keys")) {
            Page page = visitor.open("/account/" + list, ada);
            Locator records = page.locator("section").first().locator(".records > li");
            assertThat(button(page, "Show more")).isVisible();
            int seen = records.count();

            button(page, "Show more").focus();
            page.keyboard().press("Enter");

            assertThat(button(page, "Show more")).hasCount(0);
            assertThat(records.nth(seen)).isFocused();
        }
    }
}
