package dev.carillon.api.openid;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
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

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ApiServers.class)
@TestProfile(OpenIdTest.Configured.class)
class OpenIdTest {

    private static final WireMockServer PROVIDER =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private static final RsaJsonWebKey KEY = key("known");
    private static final RsaJsonWebKey STRANGE_KEY = key("strange");
    private static final String CLIENT = "carillon test";
    private static final String STATE_COOKIE = "carillon_openid";

    static {
        PROVIDER.start();
    }

    @Inject
    Pool database;

    private TestOrganization acme;
    private Person ada;

    /** An installation with a provider. */
    public static final class Configured implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "carillon.openid.issuer",
                    PROVIDER.baseUrl(),
                    "carillon.openid.client-id",
                    CLIENT,
                    "carillon.openid.client-secret",
                    "s:e c",
                    "carillon.openid.redirect-uri",
                    "http://localhost/v1/auth/openid/callback");
        }
    }

    private static RsaJsonWebKey key(String id) {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            return key;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void provider() {
        PROVIDER.resetAll();
        PROVIDER.stubFor(get("/.well-known/openid-configuration")
                .willReturn(okJson(new JsonObject()
                        .put("issuer", PROVIDER.baseUrl())
                        .put("authorization_endpoint", PROVIDER.baseUrl() + "/authorize?tenant=1")
                        .put("token_endpoint", PROVIDER.baseUrl() + "/token")
                        .put("jwks_uri", PROVIDER.baseUrl() + "/keys")
                        .encode())));
        PROVIDER.stubFor(get("/keys").willReturn(okJson("{\"keys\":[%s]}".formatted(KEY.toJson()))));
        acme = TestOrganization.create(database);
        ada = Person.create(database);
        ada.join(acme, "contributor");
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
        Beginning beginning = begin();
        answer(token(beginning, _ -> {}));

        Response back = beginning.comeBack("the-code");

        assertEquals(303, back.statusCode());
        assertTrue(back.getHeader("Location").endsWith("/account"), back.getHeader("Location"));
        ada.use(back.cookie(Person.COOKIE));
        ada.get("/v1/jobs").statusCode(200);
        assertEquals("", back.cookie(STATE_COOKIE));
        PROVIDER.verify(postRequestedFor(urlEqualTo("/token"))
                .withRequestBody(containing("code=the-code"))
                .withRequestBody(containing("grant_type=authorization_code"))
                .withHeader(
                        "Authorization",
                        com.github.tomakehurst.wiremock.client.WireMock.equalTo("Basic "
                                + Base64.getEncoder()
                                        .encodeToString("carillon+test:s%3Ae+c".getBytes(StandardCharsets.UTF_8)))));
        assertEquals(beginning.parameters().get("code_challenge"), challenge(verifier()));
    }

    @Test
    void aStateWorksOnce() throws Exception {
        Beginning beginning = begin();
        answer(token(beginning, _ -> {}));
        assertEquals(303, beginning.comeBack("x").statusCode());

        assertEquals(401, beginning.comeBack("x").statusCode());
    }

    @Test
    void aStateIsForTheBrowserThatBegan() throws Exception {
        Beginning beginning = begin();
        answer(token(beginning, _ -> {}));

        assertEquals(
                401,
                given().redirects().follow(false).get(beginning.callback("x")).statusCode());
        assertEquals(
                401,
                given().redirects()
                        .follow(false)
                        .cookie(STATE_COOKIE, begin().parameters().get("state"))
                        .get(beginning.callback("x"))
                        .statusCode());
        assertEquals(401, given().get("/v1/auth/openid/callback").statusCode());
        PROVIDER.verify(0, postRequestedFor(urlEqualTo("/token")));
    }

    @Test
    void tokensThatAreNotForThisSignInAreRefused() throws Exception {
        refuse(claims -> claims.setIssuer("https://evil.example"));
        refuse(claims -> claims.setAudience("another-client"));
        refuse(claims -> claims.setAudience(CLIENT, "another-client"));
        refuse(claims -> claims.setStringClaim("azp", "another-client"));
        refuse(claims -> claims.setExpirationTime(
                NumericDate.fromSeconds(NumericDate.now().getValue() - 60)));
        refuse(claims -> claims.unsetClaim("exp"));
        refuse(claims -> claims.unsetClaim("iat"));
        refuse(claims -> claims.unsetClaim("sub"));
        refuse(claims -> claims.unsetClaim("nonce"));
        refuse(claims -> claims.setStringClaim("nonce", "A".repeat(43)));
        refuse(claims -> claims.setNotBeforeMinutesInThePast(-5));
    }

    @Test
    void tokensWithForeignSignaturesAreRefused() throws Exception {
        refuseSigned(STRANGE_KEY, "strange");
        refuseSigned(STRANGE_KEY, "known");
        Beginning beginning = begin();
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        answer(header + "." + token(beginning, _ -> {}).split("\\.", -1)[1] + ".");
        assertEquals(401, beginning.comeBack("x").statusCode());
        answer("not a token");
        assertEquals(401, begin().comeBack("x").statusCode());
    }

    /** The public key as a secret: who confuses the two lets everybody make tokens. */
    @Test
    void aTokenThatIsSignedWithThePublicKeyAsASecretIsRefused() throws Exception {
        Beginning beginning = begin();
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims(beginning, _ -> {}).toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setKeyIdHeaderValue("known");
        signature.setKey(new HmacKey(KEY.getPublicKey().getEncoded()));
        answer(signature.getCompactSerialization());

        assertEquals(401, beginning.comeBack("x").statusCode());
    }

    @Test
    void anAddressThatTheProviderDoesNotVouchForOpensNothing() throws Exception {
        for (Consumer<JwtClaims> change : List.<Consumer<JwtClaims>>of(
                claims -> claims.setClaim("email_verified", false),
                claims -> claims.unsetClaim("email_verified"),
                claims -> claims.setStringClaim("email", "nobody-" + ada.email()))) {
            Beginning beginning = begin();
            answer(token(beginning, change));
            Response back = beginning.comeBack("x");
            assertEquals(403, back.statusCode());
            assertFalse(back.cookies().containsKey(Person.COOKIE));
        }
    }

    @Test
    void aProviderThatFailsIsToldAsSuch() throws Exception {
        Beginning beginning = begin();
        PROVIDER.stubFor(post("/token").willReturn(aResponse().withStatus(500)));
        assertEquals(502, beginning.comeBack("x").statusCode());

        Beginning another = begin();
        PROVIDER.stubFor(post("/token").willReturn(okJson("[1]")));
        assertEquals(502, another.comeBack("x").statusCode());
    }

    private void refuse(Consumer<JwtClaims> change) throws Exception {
        Beginning beginning = begin();
        answer(token(beginning, change));
        assertEquals(
                401,
                beginning.comeBack("x").statusCode(),
                claims(beginning, change).toJson());
    }

    private void refuseSigned(RsaJsonWebKey key, String id) throws Exception {
        Beginning beginning = begin();
        answer(sign(claims(beginning, _ -> {}), key, id));
        assertEquals(401, beginning.comeBack("x").statusCode());
    }

    /** A browser that was sent to the provider. */
    private record Beginning(Map<String, String> parameters, String cookie) {

        String callback(String code) {
            return "/v1/auth/openid/callback?code=" + code + "&state=" + parameters.get("state");
        }

        Response comeBack(String code) {
            return browser().cookie(STATE_COOKIE, cookie).get(callback(code));
        }
    }

    private static RequestSpecification browser() {
        return given().redirects().follow(false);
    }

    private static Beginning begin() {
        Response sent = browser().get("/v1/auth/openid");
        assertEquals(303, sent.statusCode());
        String address = sent.getHeader("Location");
        assertTrue(address.startsWith(PROVIDER.baseUrl() + "/authorize?tenant=1&"), address);
        Map<String, String> parameters = Arrays.stream(
                        address.substring(address.indexOf('?') + 1).split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        assertEquals("code", parameters.get("response_type"));
        assertEquals("S256", parameters.get("code_challenge_method"));
        assertEquals(CLIENT, parameters.get("client_id"));
        return new Beginning(parameters, sent.cookie(STATE_COOKIE));
    }

    private void answer(String token) {
        PROVIDER.stubFor(post("/token")
                .willReturn(okJson(new JsonObject()
                        .put("access_token", "x")
                        .put("id_token", token)
                        .encode())));
    }

    private String token(Beginning beginning, Consumer<JwtClaims> change) throws Exception {
        return sign(claims(beginning, change), KEY, "known");
    }

    private JwtClaims claims(Beginning beginning, Consumer<JwtClaims> change) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(PROVIDER.baseUrl());
        claims.setAudience(CLIENT);
        claims.setSubject("1234");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setStringClaim("nonce", String.valueOf(beginning.parameters().get("nonce")));
        claims.setStringClaim("email", ada.email().toUpperCase(java.util.Locale.ROOT));
        claims.setClaim("email_verified", true);
        change.accept(claims);
        return claims;
    }

    private static String sign(JwtClaims claims, RsaJsonWebKey key, String id) throws Exception {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKeyIdHeaderValue(id);
        signature.setKey(key.getPrivateKey());
        return signature.getCompactSerialization();
    }

    private static String verifier() {
        String body = PROVIDER.findAll(postRequestedFor(urlEqualTo("/token")))
                .getFirst()
                .getBodyAsString();
        return Arrays.stream(body.split("&", -1))
                .filter(pair -> pair.startsWith("code_verifier="))
                .map(pair -> pair.substring("code_verifier=".length()))
                .findFirst()
                .orElseThrow();
    }

    private static String challenge(String verifier) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.UTF_8)));
    }
}
