package dev.carillon.endtoend;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Verifies signatures as the specification of Standard Webhooks tells receivers to, with none of the sender's code. */
final class Signatures {

    private Signatures() {}

    static boolean verify(String secret, Receiver.Request request) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            String signed = request.id() + "." + request.header("webhook-timestamp") + "." + request.body();
            byte[] expected = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            // Several, separated by spaces, while a secret is being replaced.
            return Arrays.stream(request.header("webhook-signature").split(" "))
                    .map(given -> Base64.getDecoder().decode(given.substring("v1,".length())))
                    .anyMatch(given -> MessageDigest.isEqual(expected, given));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
