package dev.carillon.common.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * A key by which a machine proves that it acts for an organization: {@code ck_<prefix>_<secret>}. Only the secret's hash is
 * ever stored. The fixed beginning lets scanners of source code find keys that leaked.
 *
 * @param prefix 8 characters of {@code a-z0-9}: finds the key, proves nothing
 * @param secret 32 to 128 characters of {@code A-Za-z0-9}
 */
public record ApiKey(String prefix, String secret) {

    private static final String SCHEME = "ck_";
    private static final int PREFIX_LENGTH = 8;
    private static final int SECRET_START = SCHEME.length() + PREFIX_LENGTH + 1;
    private static final int MINIMUM_SECRET_LENGTH = 32;
    private static final int MAXIMUM_SECRET_LENGTH = 128;

    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String ANY = LOWER + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int GENERATED_SECRET_LENGTH = 43; // 256 bits

    /** A new key. Its prefix may be taken: there are 2.8 million million. */
    public static ApiKey generate(SecureRandom random) {
        return new ApiKey(text(random, LOWER, PREFIX_LENGTH), text(random, ANY, GENERATED_SECRET_LENGTH));
    }

    private static String text(SecureRandom random, String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int index = 0; index < length; index++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** Reads a key; empty when the text is none. */
    public static Optional<ApiKey> parse(String text) {
        int secretLength = text.length() - SECRET_START;
        if (secretLength < MINIMUM_SECRET_LENGTH
                || secretLength > MAXIMUM_SECRET_LENGTH
                || !text.startsWith(SCHEME)
                || text.charAt(SECRET_START - 1) != '_') {
            return Optional.empty();
        }
        for (int index = SCHEME.length(); index < text.length(); index++) {
            boolean secret = index >= SECRET_START;
            if (index != SECRET_START - 1 && !isAllowed(text.charAt(index), secret)) {
                return Optional.empty();
            }
        }
        return Optional.of(new ApiKey(text.substring(SCHEME.length(), SECRET_START - 1), text.substring(SECRET_START)));
    }

    private static boolean isAllowed(char character, boolean secret) {
        return (character >= 'a' && character <= 'z')
                || (character >= '0' && character <= '9')
                || (secret && character >= 'A' && character <= 'Z');
    }

    /** What is stored of the secret: its SHA-256. */
    public byte[] secretHash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Whether {@code storedHash} is of this key's secret. Takes the same time for every wrong secret. */
    public boolean matches(byte[] storedHash) {
        return MessageDigest.isEqual(secretHash(), storedHash);
    }

    /** The text form again, for those who may see it. */
    public String reveal() {
        return SCHEME + prefix + '_' + secret;
    }

    /** Without the secret, so that a key may be logged by mistake. */
    @Override
    public String toString() {
        return SCHEME + prefix + "_…";
    }
}
