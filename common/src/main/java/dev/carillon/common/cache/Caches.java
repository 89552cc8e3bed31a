package dev.carillon.common.cache;

import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.redis.RedisReads;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** The caches of this instance, and how they hear of each other over instances. */
@Singleton
public class Caches {

    private final CacheConfig config;
    private final MeterRegistry registry;
    private final LongSupplier nanoTime;
    private final CacheRedis redis;
    private final Backplane backplane;
    private final Undelivered undelivered;
    private final ConcurrentMap<String, Cache<?>> caches = new ConcurrentHashMap<>();
    private final Counter heard;
    private final Counter missed;
    private boolean started;

    @Inject
    Caches(RedisCommands redis, RedisReads reads, CacheConfig config, MeterRegistry registry) {
        this(redis, reads, config, registry, System::nanoTime);
    }

    /**
     * Caches of an instance of its own.
     *
     * @param nanoTime a clock that only goes forward
     */
    public Caches(
            RedisCommands redis, RedisReads reads, CacheConfig config, MeterRegistry registry, LongSupplier nanoTime) {
        this.config = config;
        this.registry = registry;
        this.nanoTime = nanoTime;
        this.redis = new CacheRedis(redis, config, nanoTime, this::forgetAll);
        this.backplane = new Backplane(this.redis, reads, config, new Ear());
        this.undelivered = new Undelivered(this.redis);
        this.heard = Counter.builder("carillon.cache.invalidations")
                .description("Invalidations that this instance heard of, by itself and others")
                .register(registry);
        this.missed = Counter.builder("carillon.cache.missed")
                .description("Times that memory was emptied, because invalidations may have been missed")
                .register(registry);
        Gauge.builder("carillon.cache.connected", backplane, state -> state.isConnected() ? 1 : 0)
                .description("1 while invalidations of other instances are heard at once")
                .strongReference(true)
                .register(registry);
        Gauge.builder("carillon.cache.undelivered", undelivered, Undelivered::size)
                .description("Invalidations that Redis has not been told yet")
                .strongReference(true)
                .register(registry);
    }

    /** Begins a cache of that name; names are the same on all instances, and so are their codecs. */
    public <V> CacheBuilder<V> cache(String name, CacheCodec<V> codec) {
        return new CacheBuilder<>(this, config, name, codec);
    }

    /**
     * Begins a cache whose values stay in this instance's memory: for those that hold secrets. It hears of invalidations as any
     * other, and each instance loads for itself.
     *
     * @param bytes that a value takes, roughly
     */
    public <V> CacheBuilder<V> memoryCache(String name, int bytes) {
        return new CacheBuilder<>(this, config, name, new MemoryCodec<V>(bytes)).memoryOnly();
    }

    /** The entries of all caches that carry the tag are not served any more. Never fails. */
    public Uni<Reach> invalidateTag(String tag) {
        return invalidate(List.of(new Invalidation.OfTag(tag)));
    }

    /** Like {@link #invalidateTag}, of several in one step. */
    public Uni<Reach> invalidateTags(Collection<String> tags) {
        return invalidate(tags.stream().map(Invalidation.OfTag::new).toList());
    }

    /** Whether this instance hears of the others' invalidations when they happen. */
    public boolean isConnected() {
        return backplane.isConnected();
    }

    /** What each cache has counted, by its name. */
    public Map<String, CacheCounts> counts() {
        Map<String, CacheCounts> counts = new HashMap<>();
        caches.forEach((name, cache) -> counts.put(name, cache.counts()));
        return counts;
    }

    /** The count of the last invalidation that was heard. */
    long heardUpTo() {
        return backplane.position();
    }

    synchronized <V> Cache<V> open(CacheOptions<V> options) {
        Cache<V> cache =
                new Cache<>(options, this, config, redis, new CacheMetrics(registry, options.name()), nanoTime);
        if (caches.putIfAbsent(options.name(), cache) != null) {
            throw new IllegalStateException("There is a cache " + options.name() + " already");
        }
        if (!started) {
            backplane.start();
            started = true;
        }
        return cache;
    }

    /** Here at once, and elsewhere as soon as Redis hears of it. */
    Uni<Reach> invalidate(Collection<? extends Invalidation> invalidations) {
        return tell(invalidations, "");
    }

    /** Elsewhere what there is of these keys is not true any more; here it is. */
    Uni<Reach> replaced(Collection<? extends Invalidation> invalidations) {
        return tell(invalidations, redis.instance());
    }

    private Uni<Reach> tell(Collection<? extends Invalidation> invalidations, String origin) {
        if (invalidations.isEmpty()) {
            return Uni.createFrom().item(Reach.EVERYWHERE);
        }
        return Uni.createFrom().deferred(() -> {
            applyAll(invalidations, origin);
            return redis.run("invalidate", List.of(), Undelivered.arguments(invalidations, origin))
                    // Again, for what was read from Redis until it knew.
                    .invoke(() -> applyAll(invalidations, origin))
                    .replaceWith(Reach.EVERYWHERE)
                    .onFailure()
                    .recoverWithItem(() -> later(invalidations));
        });
    }

    private void applyAll(Collection<? extends Invalidation> invalidations, String origin) {
        invalidations.forEach(invalidation -> apply(invalidation, origin));
    }

    /** These are told as soon as Redis answers. */
    Reach later(Collection<? extends Invalidation> invalidations) {
        undelivered.add(invalidations);
        return Reach.HERE_FOR_NOW;
    }

    /** What the backplane tells. */
    private final class Ear implements Backplane.Listener {

        @Override
        public void invalidated(Invalidation invalidation, String origin) {
            heard.increment();
            apply(invalidation, origin);
        }

        @Override
        public void missed() {
            forgetAll();
        }
    }

    private void apply(Invalidation invalidation, String origin) {
        if (origin.equals(redis.instance())) {
            return;
        }
        switch (invalidation) {
            case Invalidation.OfKey each -> named(each.cache()).ifPresent(cache -> cache.forget(each.key()));
            case Invalidation.OfPrefix each -> named(each.cache()).ifPresent(cache -> cache.forgetAll(each.prefix()));
            case Invalidation.OfTag each -> caches.values().forEach(cache -> cache.forgetTagged(each.tag()));
        }
    }

    /** Another version may have caches that this one does not know. */
    private Optional<Cache<?>> named(String name) {
        return Optional.ofNullable(caches.get(name));
    }

    private void forgetAll() {
        missed.increment();
        caches.values().forEach(cache -> cache.forgetAll(""));
    }

    /** Hears and tells nothing any more. */
    @PreDestroy
    public void close() {
        backplane.stop();
        undelivered.stop();
    }
}
