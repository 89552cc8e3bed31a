package dev.carillon.api.access;

import static dev.carillon.common.identity.Role.ADMIN;
import static dev.carillon.common.identity.Role.CONTRIBUTOR;
import static dev.carillon.common.identity.Role.OWNER;
import static dev.carillon.common.identity.Role.READER;
import static dev.carillon.common.identity.Role.SENDER;

import dev.carillon.common.identity.Role;
import java.util.Locale;
import java.util.Set;

/** What a request may need, and which roles have it. {@link Operations} says what each request needs. */
public enum Permission {
    /** Nobody need be known. */
    PUBLIC,
    /** Somebody must be signed in, whatever their role. */
    SIGNED_IN,
    /** To submit jobs. */
    SUBMIT_JOBS(OWNER, ADMIN, CONTRIBUTOR, SENDER),
    /** To have something counted under a rate limit. */
    CHECK_LIMITS(OWNER, ADMIN, CONTRIBUTOR, SENDER),
    /** To see jobs, schedules, pauses, rate limits, webhook endpoints and the organization. */
    READ(OWNER, ADMIN, CONTRIBUTOR, READER),
    /** To change, cancel, retry and discard jobs. */
    CHANGE_JOBS(OWNER, ADMIN, CONTRIBUTOR),
    /** To make and change schedules. */
    CHANGE_SCHEDULES(OWNER, ADMIN, CONTRIBUTOR),
    /** To pause and resume. */
    PAUSE(OWNER, ADMIN),
    /** To make and change webhook endpoints, and to see the secret that signs webhooks. */
    MANAGE_WEBHOOKS(OWNER, ADMIN),
    /** To see, make, rotate and revoke API keys. */
    MANAGE_KEYS(OWNER, ADMIN),
    /** To invite people, to change their roles, and to remove them. */
    MANAGE_MEMBERS(OWNER, ADMIN),
    /** To read who did what. */
    READ_AUDIT_LOG(OWNER);

    private final Set<Role> roles;

    Permission(Role... roles) {
        this.roles = Set.of(roles);
    }

    /** The roles that have it; none for those that are not about an organization. */
    public Set<Role> roles() {
        return roles;
    }

    /** Whether a caller of the organization needs it by a role. */
    boolean isOfRoles() {
        return !roles.isEmpty();
    }

    /** The name in documents. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
