package dev.carillon.api.organization;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.identity.Organization;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An organization as it is sent to itself.
 *
 * @param webhookSecret verifies the signatures of the webhooks that it sends; null for those who may not manage webhooks
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record OrganizationRepresentation(
        UUID id, String name, @Nullable String webhookSecret, Instant createdAt) {

    static OrganizationRepresentation from(Organization organization, boolean withSecret) {
        return new OrganizationRepresentation(
                organization.id().value(),
                organization.name(),
                withSecret ? organization.webhookSecret().value() : null,
                organization.createdAt());
    }
}
