package dev.carillon.api.access;

import dev.carillon.common.identity.Actor;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.identity.Role;

/** For whom a request acts, who sent it, and what they are to the organization. */
public record Caller(OrganizationId organizationId, Actor actor, Role role) {

    /** Whether the caller may do what needs {@code permission}. */
    public boolean may(Permission permission) {
        return permission.roles().contains(role);
    }
}
