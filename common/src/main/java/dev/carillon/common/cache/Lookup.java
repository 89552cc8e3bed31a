package dev.carillon.common.cache;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** Looks for one value in Redis, as one flight; nothing is loaded. */
final class Lookup<V> {

    private final Cache<V> cache;
    private final Flight<V> flight;
    private final String key;

    Lookup(Cache<V> cache, Flight<V> flight) {
        this.cache = cache;
        this.flight = flight;
        this.key = flight.key();
    }

    /** The value; empty when Redis has none that is fresh, and when it does not answer. */
    Uni<Optional<V>> run() {
        long lookedAt = cache.now();
        return cache.second
                .look(key, "", Duration.ZERO, false)
                .map(look -> cache.read(key, look, lookedAt).filter(this::isFresh))
                .onFailure()
                .recoverWithItem(() -> {
                    cache.metrics.withoutRedis.increment();
                    return Optional.empty();
                })
                .map(found -> {
                    (found.isPresent() ? cache.metrics.secondLevelHits : cache.metrics.misses).increment();
                    found.ifPresent(entry -> flight.keep(() -> cache.first.keep(key, entry)));
                    return found.flatMap(Entry::value);
                });
    }

    private boolean isFresh(Entry<V> entry) {
        return cache.worth(entry, cache.now()).compareTo(Worth.DUE) <= 0;
    }
}
