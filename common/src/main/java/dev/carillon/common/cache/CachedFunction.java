package dev.carillon.common.cache;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A method with a cache before it.
 *
 * @param <K> its argument
 * @param <V> what it finds
 */
public final class CachedFunction<K, V> implements Function<K, Uni<Optional<V>>> {

    private final Cache<V> cache;
    private final Function<K, String> naming;
    private final Function<K, Uni<Optional<V>>> source;

    CachedFunction(Cache<V> cache, Function<K, String> naming, Function<K, Uni<Optional<V>>> source) {
        this.cache = cache;
        this.naming = naming;
        this.source = source;
    }

    /** What the method finds, from the cache if it is there. */
    @Override
    public Uni<Optional<V>> apply(K argument) {
        return cache.get(naming.apply(argument), _ -> source.apply(argument));
    }

    /** What is in memory and may be served at once; null when there is nothing, and {@link #apply} must be asked. */
    @Nullable
    public V peek(K argument) {
        return cache.peek(naming.apply(argument), _ -> source.apply(argument));
    }

    /** What the method found for that argument is not true any more. */
    public Uni<Reach> invalidate(K argument) {
        return cache.invalidate(naming.apply(argument));
    }
}
