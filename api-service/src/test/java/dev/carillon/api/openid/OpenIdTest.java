package dev.carillon.api.openid;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How people sign in by a provider, and what keeps others from it. */
@QuarkusTest
@WithTestResource(ApiServers.class)
@TestProfile(FakeProvider.Configured.class)
class OpenIdTest {

    @Inject
    Pool database;

    private Person ada;

    @BeforeEach
    void provider() {
        FakeProvider.reset();
        ada = Person.create(database);
        ada.join(TestOrganization.create(database), "contributor");
    }

    @Test
    void theSignInPageOffersTheProvider() {
        given().get("/account/sign-in")
                .then()
                .statusCode(200)
                .body(containsString("href=\"/v1/auth/openid\""))
                .body(containsString("Sign in with localhost"));
    }

    @Test
    void peopleAreToldOnTheSignInPageWhatWentWrong() {
        given().redirects()
                .follow(false)
                .header("Accept", "text/html,*/*;q=0.8")
                .get("/v1/auth/openid/callback?state=x&code=x")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/account/sign-in?said=openid-invalid"));
    }

    @Test
    void whoTheProviderVouchesForIsSignedIn() throws Exception {
        Beginning beginning = Beginning.begin();
        FakeProvider.answer(token(beginning, _ -> {}));

        Response back = beginning.comeBack("the-code");

        assertEquals(303, back.statusCode());
        assertTrue(back.getHeader("Location").endsWith("/account"), back.getHeader("Location"));
        ada.use(back.cookie(Person.COOKIE));
        ada.get("/v1/jobs").statusCode(200);
        assertEquals("", back.cookie(Beginning.STATE_COOKIE));
        FakeProvider.SERVER.verify(postRequestedFor(urlEqualTo("/token"))
                .withRequestBody(containing("code=the-code"))
                .withRequestBody(containing("grant_type=authorization_code"))
                .withHeader(
                        "Authorization",
                        equalTo("Basic "
                                + Base64.getEncoder()
                                        .encodeToString("carillon+test:s%3Ae+c".getBytes(StandardCharsets.UTF_8)))));
        assertEquals(beginning.parameters().get("code_challenge"), challenge(FakeProvider.verifier()));
    }

    @Test
    void aStateWorksOnce() throws Exception {
        Beginning beginning = Beginning.begin();
        FakeProvider.answer(token(beginning, _ -> {}));
        assertEquals(303, beginning.comeBack("x").statusCode());

        assertEquals(401, beginning.comeBack("x").statusCode());
    }

    @Test
    void aStateIsForTheBrowserThatBegan() throws Exception {
        Beginning beginning = Beginning.begin();
        FakeProvider.answer(token(beginning, _ -> {}));

        assertEquals(
                401,
                given().redirects().follow(false).get(beginning.callback("x")).statusCode());
        assertEquals(
                401,
                given().redirects()
                        .follow(false)
                        .cookie(
                                Beginning.STATE_COOKIE,
                                Beginning.begin().parameters().get("state"))
                        .get(beginning.callback("x"))
                        .statusCode());
        assertEquals(401, given().get("/v1/auth/openid/callback").statusCode());
        FakeProvider.SERVER.verify(0, postRequestedFor(urlEqualTo("/token")));
    }

    @Test
    void anAddressThatTheProviderDoesNotVouchForOpensNothing() throws Exception {
        for (Consumer<JwtClaims> change : List.<Consumer<JwtClaims>>of(
                claims -> claims.setClaim("email_verified", false),
                claims -> claims.unsetClaim("email_verified"),
                claims -> claims.setStringClaim("email", "nobody-" + ada.email()))) {
            Beginning beginning = Beginning.begin();
            FakeProvider.answer(token(beginning, change));
            Response back = beginning.comeBack("x");
            assertEquals(403, back.statusCode());
            assertFalse(back.cookies().containsKey(Person.COOKIE));
        }
    }

    @Test
    void aProviderThatFailsIsToldAsSuch() throws Exception {
        Beginning beginning = Beginning.begin();
        FakeProvider.SERVER.stubFor(post("/token").willReturn(aResponse().withStatus(500)));
        assertEquals(502, beginning.comeBack("x").statusCode());

        Beginning another = Beginning.begin();
        FakeProvider.SERVER.stubFor(post("/token").willReturn(okJson("[1]")));
        assertEquals(502, another.comeBack("x").statusCode());
    }

    private static String challenge(String verifier) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.UTF_8)));
    }

    private String token(Beginning beginning, Consumer<JwtClaims> change) throws Exception {
        JwtClaims claims = FakeProvider.claims(beginning, ada.email().toUpperCase(Locale.ROOT), change);
        return FakeProvider.sign(claims, FakeProvider.KEY, "known");
    }
}
