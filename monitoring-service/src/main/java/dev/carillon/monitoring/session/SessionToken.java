package dev.carillon.monitoring.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What a browser proves its session with: 256 random bits. Stored is only a hash, so that who reads Redis cannot become anybody.
 * A fast hash suffices, as nobody can guess 256 bits.
 *
 * @param value as in the cookie
 */
record SessionToken(String value) {

    private static final int BYTES = 32;

    static SessionToken random(SecureRandom source) {
        byte[] bytes = new byte[BYTES];
        source.nextBytes(bytes);
        return new SessionToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The SHA-256 of the value, in hexadecimal. */
    String hash() {
        return sha256(value);
    }

    static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /** Without the value, so that it may be logged by mistake. */
    @Override
    public String toString() {
        return "SessionToken[…]";
    }
}
