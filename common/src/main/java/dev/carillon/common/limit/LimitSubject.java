package dev.carillon.common.limit;

import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.ApiKeyId;
import dev.carillon.common.identity.OrganizationId;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whose requests are counted together.
 *
 * @param owner an organization, an address, or a person who acts for no organization. All that one request is checked for has one owner: its keys are then in one slot of a
 *     Redis cluster, and one script decides on all of them
 * @param name of the subject among the owner's
 */
public record LimitSubject(String owner, String name) {

    private static final int NETWORK_BYTES = 8;
    private static final int HASH_BYTES = 18;

    /** All of an organization. */
    public static LimitSubject organization(OrganizationId organization) {
        return new LimitSubject(organization.toString(), "all");
    }

    /** One person, as what they do for an organization. */
    public static LimitSubject user(OrganizationId organization, AccountId account) {
        return new LimitSubject(organization.toString(), "user:" + account.value());
    }

    /** One person who acts for no organization. */
    public static LimitSubject person(AccountId account) {
        return new LimitSubject("person " + account, "all");
    }

    /**
     * An account that somebody tries to sign in to, whether or not it exists.
     *
     * @param browser one that the account knows; null for all others together
     */
    public static LimitSubject guessed(String email, @Nullable String browser) {
        return new LimitSubject(
                "sign-in " + hash(email.toLowerCase(Locale.ROOT)),
                browser == null ? "all" : "browser:" + hash(browser));
    }

    /** One API key of an organization. */
    public static LimitSubject apiKey(OrganizationId organization, ApiKeyId key) {
        return new LimitSubject(organization.toString(), key.toString());
    }

    /**
     * A network address. Who has one IPv6 address has 2^64 of them, so that its network counts as one.
     *
     * @param address in text; what is none is taken as it is
     */
    public static LimitSubject address(String address) {
        String name;
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            name = parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK_BYTES) + "/64"
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException notAnAddress) {
            name = hash(address);
        }
        return new LimitSubject("address " + name, "all");
    }

    /**
     * Something that a client of the organization asked about. Only a hash of it reaches Redis: clients use e-mail addresses, and texts
     * that would look like keys of ours.
     */
    public static LimitSubject asked(OrganizationId organization, String text) {
        return new LimitSubject(organization.toString(), "asked:" + hash(text));
    }

    /** The key in Redis. A policy with another algorithm or window counts anew, since what is kept has another meaning. */
    String key(Policy policy) {
        return "carillon:limit:{" + owner + "}:" + policy.name() + ':'
                + policy.algorithm().code() + policy.quota().window().toSeconds() + ':' + name;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
