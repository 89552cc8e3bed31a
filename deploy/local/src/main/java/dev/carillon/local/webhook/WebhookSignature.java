package dev.carillon.local.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks signatures as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> describes them: HMAC-SHA256 over
 * {@code id.timestamp.body} with the organization's secret. Written from the description and not shared with the worker, so that
 * it is a second opinion.
 */
public final class WebhookSignature {

    /** Older messages, or messages from the future, may be replays. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String SECRET_PREFIX = "whsec_";
    private static final String VERSION_PREFIX = "v1,";

    private final byte[] key;

    /**
     * Checks with this secret.
     *
     * @param secret {@code whsec_} and the key in base64
     * @throws IllegalArgumentException when it is not of that form
     */
    public WebhookSignature(String secret) {
        if (!secret.startsWith(SECRET_PREFIX)) {
            throw new IllegalArgumentException("A webhook secret starts with " + SECRET_PREFIX);
        }
        this.key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
    }

    /**
     * Whether one of the signatures is ours and the message is of {@code now}.
     *
     * @param id header {@code webhook-id}
     * @param timestamp header {@code webhook-timestamp}, seconds since 1970
     * @param signatures header {@code webhook-signature}: one or more, separated by spaces
     */
    public boolean matches(String id, String timestamp, String signatures, byte[] body, Instant now) {
        return isRecent(timestamp, now)
                && Arrays.stream(signatures.split(" "))
                        .filter(signature -> signature.startsWith(VERSION_PREFIX))
                        .map(signature -> signature.substring(VERSION_PREFIX.length()))
                        .anyMatch(signature -> MessageDigest.isEqual(
                                signature.getBytes(StandardCharsets.US_ASCII), expected(id, timestamp, body)));
    }

    private static boolean isRecent(String timestamp, Instant now) {
        try {
            var sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(sent, now).abs().compareTo(TOLERANCE) <= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private byte[] expected(String id, String timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encode(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256", e);
        }
    }
}
