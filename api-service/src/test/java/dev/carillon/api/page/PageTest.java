package dev.carillon.api.page;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.account.RegistrationPolicy;
import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages as a browser gets them, before any script. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class PageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sign-in",
                "register",
                "verify-email",
                "forgot-password",
                "reset-password",
                "invitation",
                "nothing"
            })
    void pagesLoadNothingButOurScriptsAndAreNotKept(String name) {
        String policy = browser()
                .get("/account/" + name)
                .then()
                .statusCode(name.equals("nothing") ? 404 : 200)
                .contentType("text/html")
                .header("Cache-Control", is("no-store"))
                .header("X-Frame-Options", is("DENY"))
                .header("X-Content-Type-Options", is("nosniff"))
                .body(not(containsString("<script>")))
                .body(not(containsString("style=")))
                .extract()
                .header("Content-Security-Policy");

        assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
    }

    @Test
    void theInterfaceStaysAsClosedAsItWas() {
        browser()
                .get("/v1/jobs")
                .then()
                .header("Content-Security-Policy", containsString("default-src 'none'; base-uri"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"members", "api-keys", "webhooks", "audit-log", "you", "organizations"})
    void whoIsSignedOutIsLedToTheSignInAndBack(String name) {
        browser()
                .get("/account/" + name)
                .then()
                .statusCode(303)
                .header("Location", is("/account/sign-in?next=%2Faccount%2F" + name))
                .header("Cache-Control", is("no-store"));
    }

    @Test
    void whatIsAskedForBesidesIsKept() {
        browser()
                .get("/account/members?from=mail")
                .then()
                .header("Location", is("/account/sign-in?next=%2Faccount%2Fmembers%3Ffrom%3Dmail"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/account", "/account/"})
    void theShortAddressLeadsToTheFirstPage(String address) {
        browser().get(address).then().statusCode(303).header("Location", is("/account/members"));
    }

    @Test
    void whoBringsACookieGetsThePage() {
        browser()
                .cookie(Person.COOKIE, "x".repeat(43))
                .get("/account/members")
                .then()
                .statusCode(200)
                .body(containsString("data-settings=\"members\""));
    }

    @ParameterizedTest
    @CsvSource({
        "/account/webhooks, /account/webhooks",
        "https://evil.example/account/members, /account",
        "//evil.example, /account",
        "\"><script>, /account"
    })
    void theSignInLeadsToNoOtherSite(String next, String led) {
        browser()
                .queryParam("next", next)
                .get("/account/sign-in")
                .then()
                .statusCode(200)
                .body(containsString("data-next=\"" + led + "\""));
    }

    @Test
    void theSignInTellsNoTextOfOthers() {
        said("signed-out").body(containsString("You are signed out."));
        said("<b>Call 555</b>").body(not(containsString("555")));
    }

    private static ValidatableResponse said(String word) {
        return browser().queryParam("said", word).get("/account/sign-in").then().statusCode(200);
    }

    @Test
    void withoutTlsTheSignInSaysThatNobodyStaysSignedIn() {
        browser().get("/account/sign-in").then().body(not(containsString("came without TLS")));
        browser()
                .header("Host", "carillon.example.com")
                .get("/account/sign-in")
                .then()
                .body(containsString("came without TLS"));
    }

    @Test
    void onlyWhoMayRegisterGetsTheForm() {
        String open =
                VisitorPages.Templates.register(RegistrationPolicy.OPEN, 10).render();
        String invited = VisitorPages.Templates.register(RegistrationPolicy.INVITE_ONLY, 10)
                .render();
        String closed =
                VisitorPages.Templates.register(RegistrationPolicy.CLOSED, 10).render();

        assertTrue(open.contains("<form") && open.contains("minlength=\"10\""), open);
        assertTrue(!invited.contains("<form") && invited.contains("by invitation alone"), invited);
        assertTrue(!closed.contains("<form") && closed.contains("takes no new accounts"), closed);
    }

    @Test
    void pagesAreReadOnly() {
        browser().head("/account/sign-in").then().statusCode(200);
        for (String method : List.of("POST", "PUT", "DELETE")) {
            browser().request(method, "/account/sign-in").then().statusCode(405).header("Allow", "GET, HEAD");
        }
    }

    private static RequestSpecification browser() {
        return given().redirects().follow(false).header("Accept", "text/html");
    }
}
