package dev.carillon.common.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The entries in this instance's memory, as many as fit. */
@RegisterForReflection(classNames = {FirstLevel.CACHE_CLASS, FirstLevel.NODE_CLASS})
final class FirstLevel<V> {

    // Caffeine picks these by name, for the options below.
    static final String CACHE_CLASS = "com.github.benmanes.caffeine.cache.SSMWA";
    static final String NODE_CLASS = "com.github.benmanes.caffeine.cache.PSWMW";

    private final Cache<String, Entry<V>> entries;

    /**
     * @param bytes of all entries together, at most
     * @param stale how long entries are kept after they were fresh
     * @param evicted called for every entry that had to make room
     */
    FirstLevel(long bytes, Duration stale, LongSupplier nanoTime, Runnable evicted) {
        this.entries = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((String _, Entry<V> entry) -> entry.weight())
                .expireAfter(Expiry.creating((String _, Entry<V> entry) ->
                        Duration.ofNanos(Math.max(1, entry.freshUntil() - nanoTime.getAsLong() + stale.toNanos()))))
                .ticker(nanoTime::getAsLong)
                .evictionListener((@Nullable String _, @Nullable Entry<V> _, RemovalCause cause) -> {
                    if (cause == RemovalCause.SIZE) {
                        evicted.run();
                    }
                })
                .executor(Runnable::run)
                .build();
    }

    @Nullable
    Entry<V> find(String key) {
        return entries.getIfPresent(key);
    }

    void keep(String key, Entry<V> entry) {
        entries.put(key, entry);
    }

    void forget(String key) {
        entries.invalidate(key);
    }

    /** Forgets the keys of that beginning. */
    void forgetAll(String prefix) {
        if (prefix.isEmpty()) {
            entries.invalidateAll();
        } else {
            entries.asMap().keySet().removeIf(key -> key.startsWith(prefix));
        }
    }

    /** Forgets the entries that carry the tag. */
    void forgetTagged(String tag) {
        entries.asMap().values().removeIf(entry -> entry.carries(tag));
    }

    long size() {
        return entries.estimatedSize();
    }

    long bytes() {
        return entries.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }
}
