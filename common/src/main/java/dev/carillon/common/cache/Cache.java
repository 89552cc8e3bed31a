package dev.carillon.common.cache;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Values by key: in memory, in Redis, and where they come from. While Redis is away memory serves alone; nothing fails because of
 * it. Values are shared between callers and must not be changed.
 *
 * @param <V> the values
 */
public final class Cache<V> {

    /** While another instance loads a newer value, how long until it is looked for again. */
    private static final long LOOK_AGAIN = Duration.ofMillis(20).toNanos();

    final CacheOptions<V> options;
    final Caches caches;
    final CacheConfig config;
    final CacheMetrics metrics;
    private final LongSupplier nanoTime;
    final FirstLevel<V> first;
    final SecondLevel second;
    private final Flights<V> flights = new Flights<>();
    private final Flights<V> lookups = new Flights<>();
    final Freshness freshness;

    Cache(
            CacheOptions<V> options,
            Caches caches,
            CacheConfig config,
            CacheRedis redis,
            CacheMetrics metrics,
            LongSupplier nanoTime) {
        this.options = options;
        this.caches = caches;
        this.config = config;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.freshness = new Freshness(options, config, caches::isConnected);
        this.first = new FirstLevel<>(
                options.firstLevelBytes(), options.lifetimes().stale(), nanoTime, metrics.evictions::increment);
        this.second = new SecondLevel(redis, options.name(), config.lease());
        metrics.memory(first::size, first::bytes);
    }

    /**
     * The value, loaded if it is in neither level; empty when there is none. However many ask at once, it is loaded once, also over
     * instances. Fails as the loader does, if there is no value that may be served instead.
     */
    public Uni<Optional<V>> get(String key, Loader<V> loader) {
        return Uni.createFrom().deferred(() -> {
            Entry<V> entry = first.find(key);
            if (entry != null && serves(key, entry, loader)) {
                return Uni.createFrom().item(entry.value());
            }
            boolean[] began = {false};
            Flight<V> flight = flights.join(key, started -> {
                began[0] = true;
                fetch(started, loader, false);
            });
            if (!began[0]) {
                metrics.shared.increment();
            }
            return flight.wanted();
        });
    }

    /** The value, if it is in memory and may be served at once; null when {@link #get(String, Loader)} must be asked. */
    @Nullable
    public V peek(String key, Loader<V> loader) {
        Entry<V> entry = first.find(key);
        return entry != null && serves(key, entry, loader) ? entry.value().orElse(null) : null;
    }

    /** The value, if it is in one of the levels; nothing is loaded. */
    public Uni<Optional<V>> get(String key) {
        return Uni.createFrom().deferred(() -> {
            Entry<V> entry = first.find(key);
            if (entry != null && worth(entry, nanoTime.getAsLong()) == Worth.FRESH) {
                metrics.firstLevelHits.increment();
                return Uni.createFrom().item(entry.value());
            }
            return options.memoryOnly()
                    ? Uni.createFrom().item(Optional.empty())
                    : lookups.join(key, flight -> land(lookups, flight, new Lookup<>(this, flight).run()))
                            .wanted();
        });
    }

    /** The value is now this one, everywhere. */
    public Uni<Reach> put(String key, V value) {
        return Uni.createFrom().deferred(() -> {
            flights.leaveBehind(key);
            lookups.leaveBehind(key);
            Flight<V> flight = flights.overtake(key);
            flight.answer(Optional.of(value));
            return new Fill<>(this, flight).put(value).onTermination().invoke(() -> flights.end(flight));
        });
    }

    /** What there is of that key is not served any more. Never fails. */
    public Uni<Reach> invalidate(String key) {
        return caches.invalidate(List.of(new Invalidation.OfKey(options.name(), key)));
    }

    /** What there is of keys of that beginning is not served any more; of all keys when it is empty. Never fails. */
    public Uni<Reach> invalidateAll(String prefix) {
        return caches.invalidate(List.of(new Invalidation.OfPrefix(options.name(), prefix, prefixesKept())));
    }

    /** Longer than any entry from before can be there: twice, as another version may have other lifetimes. */
    private Duration prefixesKept() {
        Lifetimes lifetimes = options.lifetimes();
        return lifetimes
                .fresh()
                .plus(lifetimes.stale())
                .plus(options.loadDeadline())
                .multipliedBy(2)
                .plusMinutes(1);
    }

    /**
     * Puts this cache before a method.
     *
     * @param naming the key for an argument
     * @param source the method
     */
    public <K> CachedFunction<K, V> before(Function<K, String> naming, Function<K, Uni<Optional<V>>> source) {
        return new CachedFunction<>(this, naming, source);
    }

    /** Whether the entry answers, which it is counted for; has a newer one fetched in the background if it is time. */
    private boolean serves(String key, Entry<V> entry, Loader<V> loader) {
        long now = nanoTime.getAsLong();
        switch (worth(entry, now)) {
            case FRESH -> {}
            case DUE -> reload(key, entry, loader, now);
            case STALE -> {
                reload(key, entry, loader, now);
                metrics.staleServed.increment();
            }
            case LAST_RESORT -> {
                if (!entry.isSpared(now)) {
                    return false;
                }
                metrics.staleServed.increment();
            }
            case NOTHING -> {
                return false;
            }
        }
        metrics.firstLevelHits.increment();
        return true;
    }

    private void reload(String key, Entry<V> entry, Loader<V> loader, long now) {
        if (!flights.isFetching(key) && entry.claimReload(now, LOOK_AGAIN)) {
            Flight<V> _ = flights.join(key, started -> fetch(started, loader, true));
        }
    }

    private void fetch(Flight<V> flight, Loader<V> loader, boolean background) {
        land(flights, flight, new Fetch<>(this, flight, loader, background).run());
    }

    private static <V> void land(Flights<V> flights, Flight<V> flight, Uni<Optional<V>> course) {
        course.onTermination().invoke(() -> flights.end(flight)).subscribe().with(flight::answer, flight::fail);
    }

    /**
     * What Redis had, as an entry of memory; empty when it had nothing, or nothing that can be read.
     *
     * @param lookedAt when it was asked: however long the answer took, it is of no later time
     */
    Optional<Entry<V>> read(String key, SecondLevel.Look look, long lookedAt) {
        byte[] payload = look.payload();
        if (payload == null) {
            return Optional.empty();
        }
        try {
            Optional<V> value = Payload.decode(options.codec(), payload);
            long left = freshness.ofShared(value, Duration.ofMillis(look.freshFor()));
            return Optional.of(entry(key, value, payload.length, lookedAt, lookedAt + left));
        } catch (RuntimeException _) {
            metrics.unreadable.increment();
            return Optional.empty();
        }
    }

    Entry<V> entry(String key, Optional<V> value, int bytes, long confirmedAt, long freshUntil) {
        return new Entry<>(value, tags(key, value), key, bytes, confirmedAt, freshUntil);
    }

    Set<String> tags(String key, Optional<V> value) {
        return value.map(present -> options.tags().apply(key, present)).orElse(Set.of());
    }

    /** What the entry is good for at that time. */
    Worth worth(Entry<V> entry, long now) {
        return freshness.of(entry, now);
    }

    CacheCounts counts() {
        return metrics.counts();
    }

    void forget(String key) {
        flights.leaveBehind(key);
        lookups.leaveBehind(key);
        first.forget(key);
    }

    void forgetAll(String prefix) {
        flights.leaveBehindAll(prefix);
        lookups.leaveBehindAll(prefix);
        first.forgetAll(prefix);
    }

    void forgetTagged(String tag) {
        // What is being fetched may turn out to carry it.
        flights.leaveBehindAll("");
        lookups.leaveBehindAll("");
        first.forgetTagged(tag);
    }

    long now() {
        return nanoTime.getAsLong();
    }
}
