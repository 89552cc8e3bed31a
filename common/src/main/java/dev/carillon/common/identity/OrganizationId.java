package dev.carillon.common.identity;

import java.util.UUID;

/** Identifies an organization, the owner of everything that is not the platform's own. */
public record OrganizationId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
