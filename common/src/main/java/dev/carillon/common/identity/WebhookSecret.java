package dev.carillon.common.identity;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret that signs an organization's webhooks by Standard Webhooks, in that specification's text form:
 * {@code whsec_} and base64.
 *
 * @param value the text form
 */
public record WebhookSecret(String value) {

    private static final String SCHEME = "whsec_";
    private static final int LENGTH = 24;

    /** A new secret of 24 random bytes. */
    public static WebhookSecret generate(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new WebhookSecret(SCHEME + Base64.getEncoder().encodeToString(bytes));
    }

    /** Without the secret, so that it may be logged by mistake. */
    @Override
    public String toString() {
        return SCHEME + "…";
    }
}
