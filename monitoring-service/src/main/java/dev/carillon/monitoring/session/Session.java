package dev.carillon.monitoring.session;

import dev.carillon.common.identity.AccountId;
import java.time.Instant;

/**
 * A person who is signed in.
 *
 * @param email of the account, to show who it is
 * @param credentialsVersion of the account when it began
 * @param signedInAt when it began
 */
record Session(AccountId account, String email, int credentialsVersion, Instant signedInAt) {}
