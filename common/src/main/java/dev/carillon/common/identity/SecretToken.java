package dev.carillon.common.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * 256 random bits that prove something: a session, or that somebody reads a mailbox. Only their hash is ever stored, and a fast one
 * suffices, as nobody can guess 256 bits.
 *
 * @param value as it is handed out, in base64url
 */
public record SecretToken(String value) {

    private static final int BYTES = 32;
    private static final int LENGTH = 43;

    /** A new one. */
    public static SecretToken random(SecureRandom source) {
        byte[] bytes = new byte[BYTES];
        source.nextBytes(bytes);
        return new SecretToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Whether a text can be one at all. */
    public static boolean isWellFormed(String text) {
        return text.length() == LENGTH
                && text.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || c == '-'
                                || c == '_');
    }

    /** What is stored of it: its SHA-256. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** Without the value, so that it may be logged by mistake. */
    @Override
    public String toString() {
        return "SecretToken[…]";
    }
}
