package dev.carillon.monitoring.organization;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;

/** An organization as administrators see it. */
@RegisterForReflection
record OrganizationView(UUID id, String name) {

    /** Some of them, by name. */
    @RegisterForReflection
    record Found(List<OrganizationView> data) {}
}
