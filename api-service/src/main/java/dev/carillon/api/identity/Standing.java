package dev.carillon.api.identity;

import dev.carillon.common.identity.Role;
import java.util.Optional;

/**
 * What holds of an account now.
 *
 * @param credentialsVersion of its password
 * @param role in the organization that was asked about; empty when it is no member
 */
public record Standing(int credentialsVersion, Optional<Role> role) {}
