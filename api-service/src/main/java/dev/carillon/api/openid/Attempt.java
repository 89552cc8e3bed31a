package dev.carillon.api.openid;

import dev.carillon.common.identity.SecretToken;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A sign-in that somebody has begun with the provider.
 *
 * @param nonce what the provider's token must carry, so that it was made for this sign-in
 * @param verifier proves to the provider that who brings the code is who began (PKCE)
 */
record Attempt(SecretToken nonce, SecretToken verifier) {

    static Attempt begin(SecureRandom random) {
        return new Attempt(SecretToken.random(random), SecretToken.random(random));
    }

    /** What the provider is told of the verifier at the start: its hash. */
    String challenge() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(verifier.hash());
    }

    String encode() {
        return new JsonObject()
                .put("nonce", nonce.value())
                .put("verifier", verifier.value())
                .encode();
    }

    static Attempt decode(String text) {
        JsonObject stored = new JsonObject(text);
        return new Attempt(new SecretToken(stored.getString("nonce")), new SecretToken(stored.getString("verifier")));
    }
}
