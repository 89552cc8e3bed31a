package dev.carillon.api.access;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carillon.common.identity.Actor;
import dev.carillon.common.identity.ApiKey;
import dev.carillon.common.identity.ApiKeyStore;
import dev.carillon.common.identity.StoredApiKey;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The keys that were seen in the database a moment ago. Only those that exist are remembered: a flood of invented ones finds no
 * room here, and requests that ask for the same key at the same time share one look-up.
 *
 * <p>Application-scoped, since that is made on first use: filters are made while the service is built, when there is no
 * configuration yet.
 */
@ApplicationScoped
public class KnownKeys {

    private final ApiKeyStore store;
    private final KeyUses uses;
    private final AsyncCache<String, StoredApiKey> keys;

    KnownKeys(ApiKeyStore store, KeyUses uses, AccessConfig config) {
        this.store = store;
        this.uses = uses;
        this.keys = Caffeine.newBuilder()
                .expireAfterWrite(config.keyLifetime())
                .maximumSize(config.rememberedKeys())
                .executor(Runnable::run)
                .buildAsync();
    }

    /** The caller whose key this is; empty when it is nobody's, was revoked or has expired. */
    Uni<Optional<Caller>> callerOf(ApiKey key) {
        return Uni.createFrom()
                .completionStage(() -> stored(key))
                // The look-up may have been another request's, and has ended in that one's context then.
                .emitOn(MutinyHelper.executor(Vertx.currentContext()))
                .map(stored -> caller(key, stored));
    }

    /** The caller whose key this is, if the key is remembered; null when the database must be asked. */
    @Nullable
    Optional<Caller> rememberedCallerOf(ApiKey key) {
        CompletableFuture<StoredApiKey> stored = keys.getIfPresent(key.prefix());
        return stored == null || !stored.isDone() || stored.isCompletedExceptionally()
                ? null
                : caller(key, stored.getNow(null));
    }

    /**
     * Forgets a key that has just been revoked, or changed otherwise: here it counts at once, on other instances when their memory of
     * it ends. Every change of a key comes through here, once it is committed.
     *
     * @param prefix the key's
     */
    public Uni<Void> forget(String prefix) {
        return Uni.createFrom().voidItem().invoke(() -> keys.synchronous().invalidate(prefix));
    }

    // A future of null is not kept, nor one that failed.
    @SuppressWarnings("NullAway")
    private CompletableFuture<@Nullable StoredApiKey> stored(ApiKey key) {
        return keys.get(
                key.prefix(),
                (prefix, _) -> store.findUsable(prefix)
                        .map(found -> found.orElse(null))
                        .subscribeAsCompletionStage());
    }

    private Optional<Caller> caller(ApiKey key, @Nullable StoredApiKey stored) {
        if (stored == null || !key.matches(stored.secretHash())) {
            return Optional.empty();
        }
        uses.note(stored.id());
        return Optional.of(new Caller(stored.organizationId(), Actor.key(stored.id()), stored.role()));
    }
}
