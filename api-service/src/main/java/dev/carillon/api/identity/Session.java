package dev.carillon.api.identity;

import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.OrganizationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is signed in with one browser. What it allows is not in here: {@link Standings} knows what holds now.
 *
 * @param id for its owner to name it; no secret
 * @param organization for which it acts; null while there is none
 * @param credentialsVersion of the account when it began: void when the account has another
 * @param email of the account
 * @param address of the client that began it
 * @param browser its {@code User-Agent}, shortened
 */
public record Session(
        String id,
        AccountId account,
        String email,
        @Nullable OrganizationId organization,
        int credentialsVersion,
        Instant signedInAt,
        String address,
        String browser) {

    /** The same for another organization. */
    public Session in(OrganizationId other) {
        return new Session(id, account, email, other, credentialsVersion, signedInAt, address, browser);
    }
}
