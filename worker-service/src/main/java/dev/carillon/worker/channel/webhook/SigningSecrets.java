package dev.carillon.worker.channel.webhook;

import dev.carillon.common.identity.KnownOrganizations;
import dev.carillon.common.identity.Organization;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.identity.WebhookSecret;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The secrets that organizations sign with. */
@Singleton
class SigningSecrets {

    private final KnownOrganizations organizations;

    SigningSecrets(KnownOrganizations organizations) {
        this.organizations = organizations;
    }

    /** The organization's secret; empty when there is no such organization any more. */
    Uni<Optional<WebhookSecret>> of(OrganizationId organization) {
        return organizations.find(organization).map(found -> found.map(Organization::webhookSecret));
    }
}
