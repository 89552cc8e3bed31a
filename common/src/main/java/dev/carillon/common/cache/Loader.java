package dev.carillon.common.cache;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * Fetches a value from its source.
 *
 * @param <V> the values
 */
@FunctionalInterface
public interface Loader<V> {

    /** The value of that key; empty when there is none. Called on the context of the first who asked; must not block it. */
    Uni<Optional<V>> load(String key);
}
