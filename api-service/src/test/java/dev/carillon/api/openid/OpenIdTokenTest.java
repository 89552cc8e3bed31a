package dev.carillon.api.openid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Consumer;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens that do not prove what they say open nothing. */
@QuarkusTest
@WithTestResource(ApiServers.class)
@TestProfile(FakeProvider.Configured.class)
class OpenIdTokenTest {

    private static final RsaJsonWebKey STRANGE_KEY = FakeProvider.key("strange");

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
    void tokensThatAreNotForThisSignInAreRefused() throws Exception {
        refuse(claims -> claims.setIssuer("https://evil.example"));
        refuse(claims -> claims.setAudience("another-client"));
        refuse(claims -> claims.setAudience(FakeProvider.CLIENT, "another-client"));
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
        Beginning beginning = Beginning.begin();
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        FakeProvider.answer(header + "." + token(beginning, _ -> {}).split("\\.", -1)[1] + ".");
        assertEquals(401, beginning.comeBack("x").statusCode());
        FakeProvider.answer("not a token");
        assertEquals(401, Beginning.begin().comeBack("x").statusCode());
    }

    /** The public key as a secret: who confuses the two lets everybody make tokens. */
    @Test
    void aTokenThatIsSignedWithThePublicKeyAsASecretIsRefused() throws Exception {
        Beginning beginning = Beginning.begin();
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims(beginning, _ -> {}).toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setKeyIdHeaderValue("known");
        signature.setKey(new HmacKey(FakeProvider.KEY.getPublicKey().getEncoded()));
        FakeProvider.answer(signature.getCompactSerialization());

        assertEquals(401, beginning.comeBack("x").statusCode());
    }

    private void refuse(Consumer<JwtClaims> change) throws Exception {
        Beginning beginning = Beginning.begin();
        FakeProvider.answer(token(beginning, change));
        assertEquals(
                401,
                beginning.comeBack("x").statusCode(),
                claims(beginning, change).toJson());
    }

    private void refuseSigned(RsaJsonWebKey key, String id) throws Exception {
        Beginning beginning = Beginning.begin();
        FakeProvider.answer(FakeProvider.sign(claims(beginning, _ -> {}), key, id));
        assertEquals(401, beginning.comeBack("x").statusCode());
    }

    private String token(Beginning beginning, Consumer<JwtClaims> change) throws Exception {
        return FakeProvider.sign(claims(beginning, change), FakeProvider.KEY, "known");
    }

    private JwtClaims claims(Beginning beginning, Consumer<JwtClaims> change) {
        return FakeProvider.claims(beginning, ada.email().toUpperCase(Locale.ROOT), change);
    }
}
