package dev.carillon.common.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Marks a browser with which somebody has signed in to an account, so that whoever guesses the account's password from elsewhere does
 * not lock it out. It opens nothing by itself.
 *
 * <p>Nothing of it is stored: what authenticates a mark is the hash of the account's password, which nobody outside has. A new password
 * thereby voids all marks.
 */
public final class KnownBrowser {

    /** The name of the cookie that carries it, before any prefix. */
    public static final String COOKIE = "carillon_browser";

    /** How long a browser is known after the sign-in. */
    public static final Duration LIFETIME = Duration.ofDays(180);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int NAME_BYTES = 16;
    private static final int LONGEST = 100;

    private KnownBrowser() {}

    /** The mark of a browser with which somebody has just proven that the account is theirs. */
    public static String mark(AccountId account, PasswordHash hash, Instant now, SecureRandom random) {
        byte[] name = new byte[NAME_BYTES];
        random.nextBytes(name);
        String said = now.getEpochSecond() + "." + text(name);
        return said + "." + text(code(account, hash, said));
    }

    /** The browser's name, by which its tries are counted apart from all others; empty when the account does not know it. */
    public static Optional<String> read(String mark, AccountId account, PasswordHash hash, Instant now) {
        int end = mark.lastIndexOf('.');
        int middle = mark.indexOf('.');
        if (mark.length() > LONGEST || middle < 1 || end <= middle) {
            return Optional.empty();
        }
        String said = mark.substring(0, end);
        byte[] code = mark.substring(end + 1).getBytes(StandardCharsets.UTF_8);
        byte[] right = text(code(account, hash, said)).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(code, right) && isCurrent(said.substring(0, middle), now)
                ? Optional.of(said.substring(middle + 1))
                : Optional.empty();
    }

    /** What is authentic was written by {@link #mark}: a number. */
    private static boolean isCurrent(String seconds, Instant now) {
        return Instant.ofEpochSecond(Long.parseLong(seconds)).plus(LIFETIME).isAfter(now);
    }

    private static byte[] code(AccountId account, PasswordHash hash, String said) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(hash.value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(("browser of " + account + ": " + said).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, impossible);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
