package dev.carillon.worker.channel.webhook;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.identity.OrganizationStore;
import dev.carillon.common.identity.WebhookSecret;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The secrets that organizations sign with, kept for a short while. One look-up at a time for an organization. */
@Singleton
class SigningSecrets {

    private final OrganizationStore organizations;
    private final AsyncCache<OrganizationId, Optional<WebhookSecret>> cache;

    SigningSecrets(OrganizationStore organizations, WebhookConfig config) {
        this.organizations = organizations;
        this.cache = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(config.secretCache())
                .buildAsync();
    }

    /** The organization's secret; empty when there is no such organization any more. */
    Uni<Optional<WebhookSecret>> of(OrganizationId organization) {
        return Uni.createFrom()
                .completionStage(() -> cache.get(
                        organization,
                        (id, _) -> organizations
                                .find(id)
                                .map(found -> found.map(known -> known.webhookSecret()))
                                .subscribeAsCompletionStage()));
    }
}
