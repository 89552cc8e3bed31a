package dev.carillon.common.cache;

import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What makes one cache different from another. See {@link CacheBuilder}.
 *
 * @param absentFor how long it is remembered that a key has no value; zero when it is not
 * @param memoryOnly whether values never go to Redis
 * @param firstLevelBytes what all values in memory weigh together, at most
 * @param maximumValueBytes the largest value that is kept
 */
record CacheOptions<V>(
        String name,
        CacheCodec<V> codec,
        Lifetimes lifetimes,
        Duration absentFor,
        BiFunction<String, V, Set<String>> tags,
        boolean memoryOnly,
        Duration loadDeadline,
        long firstLevelBytes,
        int maximumValueBytes) {}
