package dev.carillon.common.cache;

/**
 * How a cache's values become bytes and back. Values are shared between callers: they must not be changed.
 *
 * @param <V> the values
 */
public interface CacheCodec<V> {

    /** The value as bytes. */
    byte[] encode(V value);

    /** The value again. Throws any {@link RuntimeException} when the bytes are not one: then the cache loads it anew. */
    V decode(byte[] bytes);
}
