package dev.carillon.common.identity;

import java.util.UUID;

/** Identifies an organization, the owner of everything that is not the platform's own. */
public record OrganizationId(UUID value) {

    /** The platform itself: mails that it sends on its own behalf are this organization's jobs. Nobody can join it. */
    public static final OrganizationId PLATFORM =
            new OrganizationId(UUID.fromString("00000000-0000-7000-8000-000000000000"));

    /** The tag that whatever is cached of the organization carries: invalidating it forgets all of that on every instance. */
    public String cacheTag() {
        return "organization:" + value;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
