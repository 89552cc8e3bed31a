package dev.carillon.common.identity;

import java.util.UUID;

/** Identifies an organization, the owner of everything that is not the platform's own. */
public record OrganizationId(UUID value) {

    /** The tag that whatever is cached of the organization carries: invalidating it forgets all of that on every instance. */
    public String cacheTag() {
        return "organization:" + value;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
