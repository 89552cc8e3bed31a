package dev.carillon.common.cache;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a value into both levels, unless it may be older than an invalidation. */
final class Fill<V> {

    private final Cache<V> cache;
    private final Flight<V> flight;
    private final String key;

    Fill(Cache<V> cache, Flight<V> flight) {
        this.cache = cache;
        this.flight = flight;
        this.key = flight.key();
    }

    /**
     * Keeps what was loaded. Answers false when it was invalidated meanwhile.
     *
     * @param token of the lease under which it was loaded; null when Redis is not to be told
     * @param startedAt when loading it began
     */
    Uni<Boolean> loaded(Optional<V> value, @Nullable String token, long startedAt) {
        byte[] payload = Payload.encode(cache.options.codec(), value);
        long freshness = cache.freshness.of(value);
        if (startedAt + freshness - cache.now() <= 0 || isTooLarge(payload)) {
            release(token);
            return Uni.createFrom().item(true);
        }
        Entry<V> entry = cache.entry(key, value, payload.length, startedAt, startedAt + freshness);
        if (token == null) {
            keep(entry);
            return Uni.createFrom().item(true);
        }
        return cache.second
                .fill(key, token, payload, times(freshness, value.isPresent()), cache.tags(key, value))
                .onFailure()
                .recoverWithItem(() -> {
                    cache.metrics.withoutRedis.increment();
                    return true;
                })
                .invoke(stored -> {
                    if (stored) {
                        keep(entry);
                    }
                });
    }

    /** Keeps a value that nobody has loaded. */
    Uni<Reach> put(V given) {
        Optional<V> value = Optional.of(given);
        byte[] payload = Payload.encode(cache.options.codec(), value);
        if (isTooLarge(payload)) {
            return cache.invalidate(key);
        }
        long now = cache.now();
        long freshness = cache.freshness.of(value);
        Entry<V> entry = cache.entry(key, value, payload.length, now, now + freshness);
        List<Invalidation> elsewhere = List.of(new Invalidation.OfKey(cache.options.name(), key));
        if (cache.options.memoryOnly()) {
            return cache.caches.replaced(elsewhere).invoke(() -> keep(entry));
        }
        return cache.second
                .put(key, payload, times(freshness, true), cache.tags(key, value))
                .replaceWith(Reach.EVERYWHERE)
                .onFailure()
                .recoverWithItem(() -> {
                    cache.metrics.withoutRedis.increment();
                    return cache.caches.later(elsewhere);
                })
                .invoke(() -> keep(entry));
    }

    private SecondLevel.Times times(long freshness, boolean present) {
        long fresh = Math.max(1, freshness / 1_000_000);
        return new SecondLevel.Times(
                fresh, fresh + (present ? cache.options.lifetimes().stale().toMillis() : 0));
    }

    private boolean isTooLarge(byte[] payload) {
        if (payload.length <= cache.options.maximumValueBytes()) {
            return false;
        }
        cache.metrics.refused.increment();
        cache.first.forget(key);
        return true;
    }

    private void keep(Entry<V> entry) {
        flight.keep(() -> cache.first.keep(key, entry));
    }

    /** Leaves loading it to whoever asks next. Nobody waits for that: it ends by itself as well. */
    void release(@Nullable String token) {
        if (token != null) {
            cache.second.release(key, token).subscribe().with(_ -> {}, _ -> cache.metrics.withoutRedis.increment());
        }
    }
}
