package dev.carillon.api.limit;

import dev.carillon.common.cache.CachedFunction;
import dev.carillon.common.cache.Caches;
import dev.carillon.common.cache.Lifetimes;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.limit.LimitConfig;
import dev.carillon.common.limit.QuotaOverrides;
import dev.carillon.common.limit.QuotaStore;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The organizations' own quotas. What was read stays in force while PostgreSQL is away; a changed quota holds as soon as its
 * organization's tag is invalidated. In memory alone, so that a Redis that is slow costs no request more than its decision.
 */
@ApplicationScoped
class KnownQuotas {

    /** An organization seldom has more than a few quotas of its own. */
    private static final int BYTES = 200;

    /** How long the first request of an organization waits for its quotas before it goes by those of all. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    /** How long old ones are read again in the background, so that no request waits for it. */
    private static final Duration BACKGROUND = Duration.ofMinutes(1);

    /** How long old ones are better than those of all while PostgreSQL is away. */
    private static final Duration OUTAGE = Duration.ofDays(1);

    private final CachedFunction<OrganizationId, QuotaOverrides> quotas;

    KnownQuotas(QuotaStore store, Caches caches, LimitConfig config) {
        this.quotas = caches.<QuotaOverrides>memoryCache("quotas", BYTES)
                .lifetimes(Lifetimes.of(config.overrideLifetime())
                        .staleWhileReloading(BACKGROUND)
                        .staleOnFailure(OUTAGE))
                .tags((organization, _) -> Set.of(new OrganizationId(UUID.fromString(organization)).cacheTag()))
                .loadDeadline(PATIENCE)
                .open()
                .before(
                        OrganizationId::toString,
                        organization -> store.read(organization).map(Optional::of));
    }

    /** The organization's own quotas. Fails never. */
    Uni<QuotaOverrides> of(OrganizationId organization) {
        QuotaOverrides remembered = quotas.peek(organization);
        if (remembered != null) {
            return Uni.createFrom().item(remembered);
        }
        return quotas.apply(organization)
                .map(Optional::orElseThrow)
                .onFailure()
                .invoke(failure -> Log.debugf("%s goes by the quotas of all for now: %s", organization, failure))
                .onFailure()
                .recoverWithItem(QuotaOverrides.NONE);
    }

    /** What is known of them without asking. */
    QuotaOverrides known(OrganizationId organization) {
        QuotaOverrides remembered = quotas.peek(organization);
        return remembered == null ? QuotaOverrides.NONE : remembered;
    }
}
