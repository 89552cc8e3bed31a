package dev.carillon.api.access;

import dev.carillon.common.cache.CachedFunction;
import dev.carillon.common.cache.Caches;
import dev.carillon.common.cache.Lifetimes;
import dev.carillon.common.cache.Reach;
import dev.carillon.common.identity.Actor;
import dev.carillon.common.identity.ApiKey;
import dev.carillon.common.identity.ApiKeyStore;
import dev.carillon.common.identity.StoredApiKey;
import dev.carillon.common.identity.StoredApiKeyCodec;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys that were seen in the database a moment ago. Only those that exist are remembered: a flood of invented ones finds no
 * room here, and requests that ask for the same key at the same time share one look-up.
 *
 * <p>A key ends everywhere within its lifetime here, which is less than a second, whatever else is broken: no level serves it
 * for longer, counted from the moment at which the database was asked. It ends at once wherever {@link #forget} is heard. Keys in
 * use are looked up again halfway through, so that hardly any request waits for it.
 *
 * <p>Application-scoped, since that is made on first use: filters are made while the service is built, when there is no
 * configuration yet.
 */
@ApplicationScoped
public class KnownKeys {

    private final KeyUses uses;
    private final CachedFunction<String, StoredApiKey> keys;

    KnownKeys(ApiKeyStore store, KeyUses uses, Caches caches, AccessConfig config) {
        this.uses = uses;
        this.keys = caches.cache("api-keys", new StoredApiKeyCodec())
                .lifetimes(Lifetimes.of(config.keyLifetime())
                        .refreshedAhead(config.keyLifetime().dividedBy(2)))
                .tags((_, key) -> Set.of(key.organizationId().cacheTag()))
                .firstLevelBytes(config.rememberedBytes())
                .open()
                .before(Function.identity(), store::findUsable);
    }

    /**
     * What is known of a key is not true any more. To be called once its revocation, or whatever else changed, is committed.
     *
     * @param prefix the key's
     */
    public Uni<Reach> forget(String prefix) {
        return keys.invalidate(prefix);
    }

    /** The caller whose key this is; empty when it is nobody's, was revoked or has expired. */
    Uni<Optional<Caller>> callerOf(ApiKey key) {
        return keys.apply(key.prefix()).map(stored -> caller(key, stored.orElse(null)));
    }

    /** The caller whose key this is, if the key is remembered; null when the database must be asked. */
    @Nullable
    Optional<Caller> rememberedCallerOf(ApiKey key) {
        StoredApiKey stored = keys.peek(key.prefix());
        return stored == null ? null : caller(key, stored);
    }

    private Optional<Caller> caller(ApiKey key, @Nullable StoredApiKey stored) {
        if (stored == null || !key.matches(stored.secretHash())) {
            return Optional.empty();
        }
        uses.note(stored.id());
        return Optional.of(new Caller(stored.organizationId(), Actor.key(stored.id()), stored.role()));
    }
}
