package dev.carillon.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.carillon.local.browser.Visitor;
import dev.carillon.local.server.ReceivedMail;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A person from the registration to the sign-out, with the links of mails that really arrive. */
class AccountJourneyTest {

    private static final String ADA = "ada.lovelace@example.test";
    private static final String CHARLES = "charles.babbage@example.test";
    private static final String GRACE = "grace.hopper@example.test";
    private static final String PASSWORD = "seldom plum crayon orbit";
    private static final String ANOTHER = "another four odd words";
    private static final ObjectMapper JSON = new ObjectMapper();
    // Quoted-printable writes = as =3D, and breaks lines with a = at their end.
    private static final Pattern LINK = Pattern.compile("/account/([a-z-]+)#token=([A-Za-z0-9_-]{43})");

    private static Suite suite;

    @BeforeAll
    static void start() {
        suite = Suite.running();
    }

    /** Somebody with a browser: it keeps cookies. */
    private static final class Browser {

        private final HttpClient http =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

        int status(String method, String path, Map<String, ?> body) {
            return send(method, path, body).statusCode();
        }

        JsonNode get(String path) throws IOException {
            return JSON.readTree(send("GET", path, Map.of()).body());
        }

        private HttpResponse<String> send(String method, String path, Map<String, ?> body) {
            try {
                String sent = body.isEmpty() ? "" : JSON.writeValueAsString(body);
                Ledger.keepThoseOf(sent);
                return Ledger.keepThoseOf(http.send(
                        HttpRequest.newBuilder(URI.create(suite.api.address() + path))
                                .timeout(Duration.ofSeconds(30))
                                .header("Content-Type", "application/json")
                                .header("X-Carillon-Request", "1")
                                .method(
                                        method,
                                        body.isEmpty()
                                                ? HttpRequest.BodyPublishers.noBody()
                                                : HttpRequest.BodyPublishers.ofString(sent))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void registerSignInInviteForgetAndSignOut() throws IOException {
        Browser ada = new Browser();
        assertEquals(
                202,
                ada.status(
                        "POST",
                        "/v1/auth/register",
                        Map.of("email", ADA, "password", PASSWORD, "organization", "Analytical Engines")));
        assertEquals(204, ada.status("POST", "/v1/auth/verify-email", Map.of("token", token(ADA, "verify-email"))));
        assertEquals(200, ada.status("POST", "/v1/auth/login", Map.of("email", ADA, "password", PASSWORD)));
        assertEquals(
                "Analytical Engines",
                ada.get("/v1/organizations/current").get("name").asText());

        assertEquals(201, ada.status("POST", "/v1/invitations", Map.of("email", CHARLES, "role", "contributor")));
        Browser charles = new Browser();
        assertEquals(
                204,
                charles.status(
                        "POST",
                        "/v1/invitations/accept",
                        Map.of("token", token(CHARLES, "invitation"), "password", PASSWORD)));
        assertEquals(200, charles.status("POST", "/v1/auth/login", Map.of("email", CHARLES, "password", PASSWORD)));
        assertEquals(
                202,
                charles.status(
                        "POST",
                        "/v1/emails",
                        Map.of("to", List.of(ADA), "subject", "Hello Ada", "text", "From Charles")));
        assertEquals(403, charles.status("GET", "/v1/audit-log", Map.of()));

        assertEquals(202, charles.status("POST", "/v1/auth/password-reset", Map.of("email", ADA)));
        assertEquals(
                204,
                charles.status(
                        "POST",
                        "/v1/auth/password-reset/confirm",
                        Map.of("token", token(ADA, "reset-password"), "password", ANOTHER)));
        Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ada.status("GET", "/v1/organizations/current", Map.of()) == 401);
        assertEquals(401, ada.status("POST", "/v1/auth/login", Map.of("email", ADA, "password", PASSWORD)));
        assertEquals(200, ada.status("POST", "/v1/auth/login", Map.of("email", ADA, "password", ANOTHER)));

        assertTrue(acts(ada).containsAll(List.of("organization.created", "member.invited", "member.joined")));
        assertEquals(204, ada.status("POST", "/v1/auth/logout", Map.of()));
        assertEquals(401, ada.status("GET", "/v1/organizations/current", Map.of()));
    }

    @Test
    void theSameThroughThePagesOfABrowser() {
        try (Visitor visitor = new Visitor(() -> suite.api.address())) {
            Page page = visitor.open(Visitor.DESKTOP, ColorScheme.LIGHT);
            page.navigate("/account/register");
            page.getByLabel("E-mail address").fill(GRACE);
            page.getByLabel("Organization").fill("Compilers");
            page.getByLabel("Password").fill(PASSWORD);
            press(page, "Register");
            page.navigate("/account/verify-email#token=" + token(GRACE, "verify-email"));
            press(page, "Confirm");
            PlaywrightAssertions.assertThat(page.getByRole(AriaRole.STATUS)).containsText("Your address is confirmed");
            Visitor.signIn(page, GRACE, PASSWORD);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("API keys"))
                    .click();
            page.getByLabel("Name").fill("compiler");
            page.getByLabel("Role").selectOption("contributor");
            press(page, "Make the key");
            String key = page.locator(".secret code").textContent();
            ApiClient api = new ApiClient(suite.api.address(), key);
            api.await(api.email(ADA, "From a key of the pages"), "succeeded");
            visitor.assertNoComplaints();
            assertFalse(Suite.logs().stream().anyMatch(line -> line.contains(key)), "a log holds the key");
        }
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static List<String> acts(Browser person) throws IOException {
        return person.get("/v1/audit-log").get("data").findValuesAsText("act");
    }

    /** The token of the latest mail that leads to a page. */
    private static String token(String address, String page) {
        return Awaitility.await(page + " mail to " + address)
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> suite.mail.receivedFor(address).reversed().stream()
                                .map(AccountJourneyTest::text)
                                .map(LINK::matcher)
                                .filter(Matcher::find)
                                .filter(link -> link.group(1).equals(page))
                                .map(link -> Ledger.keep("a token", link.group(2)))
                                .findFirst()
                                .orElse(""),
                        found -> !found.isEmpty());
    }

    private static String text(ReceivedMail mail) {
        return new String(mail.source(), StandardCharsets.UTF_8)
                .replaceAll("=\\r?\\n", "")
                .replace("=3D", "=");
    }
}
