package dev.carillon.common.identity;

import dev.carillon.common.cache.CachedFunction;
import dev.carillon.common.cache.Caches;
import dev.carillon.common.cache.Lifetimes;
import dev.carillon.common.cache.Reach;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** The organizations, kept in memory for a short while; not in Redis, for the secrets by which they sign. */
@Singleton
public class KnownOrganizations {

    private static final int BYTES = 400;

    private final Caches caches;
    private final CachedFunction<OrganizationId, Organization> organizations;

    KnownOrganizations(OrganizationStore store, Caches caches, IdentityConfig config) {
        this.caches = caches;
        this.organizations = caches.<Organization>memoryCache("organizations", BYTES)
                .lifetimes(Lifetimes.of(config.organizationLifetime())
                        .refreshedAhead(config.organizationLifetime().dividedBy(4)))
                .tags((_, organization) -> Set.of(organization.id().cacheTag()))
                .open()
                .before(OrganizationId::toString, store::find);
    }

    /** The organization of that id; empty when there is none. */
    public Uni<Optional<Organization>> find(OrganizationId id) {
        return organizations.apply(id);
    }

    /** Something about the organization has changed, and the change is committed: nothing cached of it is served any more. */
    public Uni<Reach> changed(OrganizationId id) {
        return caches.invalidateTag(id.cacheTag());
    }
}
