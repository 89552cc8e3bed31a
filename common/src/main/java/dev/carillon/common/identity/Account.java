package dev.carillon.common.identity;

import java.time.Instant;

/**
 * A person who may sign in.
 *
 * @param email as the person wrote it; unique without regard to case
 * @param credentialsVersion raised whenever the password changes: sessions of another version are void
 * @param administrator whether the person may see the monitoring of the whole installation
 */
public record Account(
        AccountId id,
        String email,
        PasswordHash passwordHash,
        boolean administrator,
        int credentialsVersion,
        Instant createdAt) {}
