package dev.carillon.api.signin;

import dev.carillon.common.identity.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/**
 * An organization that a person is a member of, as it is sent.
 *
 * @param id of the organization
 * @param name of the organization
 */
@RegisterForReflection
public record Membership(UUID id, String name, Role role) {}
