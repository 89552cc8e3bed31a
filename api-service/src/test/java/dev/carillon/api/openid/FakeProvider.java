package dev.carillon.api.openid;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;

/** An OpenID provider that vouches for whomever a test wants, in whatever words it wants. */
final class FakeProvider {

    /** By this name the provider knows us. */
    static final String CLIENT = "carillon test";

    static final RsaJsonWebKey KEY = key("known");

    /** Where it is. Its port is needed by the settings, before any test runs. */
    static final WireMockServer SERVER =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    static {
        SERVER.start();
    }

    /** The settings of an installation with this provider. */
    public static final class Configured implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "carillon.openid.issuer",
                    SERVER.baseUrl(),
                    "carillon.openid.client-id",
                    CLIENT,
                    "carillon.openid.client-secret",
                    "s:e c",
                    "carillon.openid.redirect-uri",
                    "http://localhost/v1/auth/openid/callback");
        }
    }

    private FakeProvider() {}

    /** Forgets all, and tells where its parts are and its key. */
    static void reset() {
        SERVER.resetAll();
        SERVER.stubFor(get("/.well-known/openid-configuration")
                .willReturn(okJson(new JsonObject()
                        .put("issuer", SERVER.baseUrl())
                        .put("authorization_endpoint", SERVER.baseUrl() + "/authorize?tenant=1")
                        .put("token_endpoint", SERVER.baseUrl() + "/token")
                        .put("jwks_uri", SERVER.baseUrl() + "/keys")
                        .encode())));
        SERVER.stubFor(get("/keys").willReturn(okJson("{\"keys\":[%s]}".formatted(KEY.toJson()))));
    }

    /** A key that is made now. */
    static RsaJsonWebKey key(String id) {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            return key;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Answers whoever brings a code by this token. */
    static void answer(String token) {
        SERVER.stubFor(post("/token")
                .willReturn(okJson(new JsonObject()
                        .put("access_token", "x")
                        .put("id_token", token)
                        .encode())));
    }

    /** What it says of somebody who has signed in, but for the change. */
    static JwtClaims claims(Beginning beginning, String email, Consumer<JwtClaims> change) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(SERVER.baseUrl());
        claims.setAudience(CLIENT);
        claims.setSubject("1234");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setStringClaim("nonce", String.valueOf(beginning.parameters().get("nonce")));
        claims.setStringClaim("email", email);
        claims.setClaim("email_verified", true);
        change.accept(claims);
        return claims;
    }

    /** The claims, signed by that key under that name. */
    static String sign(JwtClaims claims, RsaJsonWebKey key, String id) throws Exception {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKeyIdHeaderValue(id);
        signature.setKey(key.getPrivateKey());
        return signature.getCompactSerialization();
    }

    /** What the last one who brought a code proved to be the one who began with. */
    static String verifier() {
        String body = SERVER.findAll(postRequestedFor(urlEqualTo("/token")))
                .getFirst()
                .getBodyAsString();
        return Arrays.stream(body.split("&", -1))
                .filter(pair -> pair.startsWith("code_verifier="))
                .map(pair -> pair.substring("code_verifier=".length()))
                .findFirst()
                .orElseThrow();
    }
}
