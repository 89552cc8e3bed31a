package dev.carillon.common.cache;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** What a cache counts, by its name. */
final class CacheMetrics {

    private final MeterRegistry registry;
    private final String cache;

    /** Answered from memory. */
    final LongAdder firstLevelHits;
    /** Answered from Redis. */
    final LongAdder secondLevelHits;
    /** Answered from neither. */
    final LongAdder misses;
    /** Answered together with another look. */
    final LongAdder shared;
    /** Answered with a value that was not fresh any more. */
    final LongAdder staleServed;
    /** Left memory to make room. */
    final LongAdder evictions;
    /** Too large to be kept. */
    final LongAdder refused;
    /** Loaded, but invalidated meanwhile. */
    final LongAdder outdated;
    /** Was in Redis and could not be read. */
    final LongAdder unreadable;
    /** Steps that went on without Redis. */
    final LongAdder withoutRedis;

    private final Timer loads;
    private final Timer failedLoads;

    CacheMetrics(MeterRegistry registry, String cache) {
        this.registry = registry;
        this.cache = cache;
        this.firstLevelHits = gets("first_level");
        this.secondLevelHits = gets("second_level");
        this.misses = gets("miss");
        this.shared = gets("shared");
        this.staleServed = counter("carillon.cache.stale", "Answers with a value that was not fresh any more");
        this.evictions = counter("carillon.cache.evictions", "Entries that left memory to make room");
        this.refused = counter("carillon.cache.refused", "Values that were too large to be kept");
        this.outdated = counter("carillon.cache.outdated", "Values that were invalidated while they were loaded");
        this.unreadable = counter("carillon.cache.unreadable", "Entries in Redis that could not be read");
        this.withoutRedis = counter("carillon.cache.without.redis", "Steps of a cache that went on without Redis");
        this.loads = loads("success");
        this.failedLoads = loads("failure");
    }

    private LongAdder gets(String result) {
        LongAdder count = new LongAdder();
        FunctionCounter.builder("carillon.cache.gets", count, LongAdder::doubleValue)
                .description("Looks into a cache, by what answered them")
                .tag("cache", cache)
                .tag("result", result)
                .register(registry);
        return count;
    }

    private LongAdder counter(String name, String description) {
        LongAdder count = new LongAdder();
        FunctionCounter.builder(name, count, LongAdder::doubleValue)
                .description(description)
                .tag("cache", cache)
                .register(registry);
        return count;
    }

    private Timer loads(String outcome) {
        return Timer.builder("carillon.cache.load")
                .description("Time of loading a value from its source")
                .tag("cache", cache)
                .tag("outcome", outcome)
                .register(registry);
    }

    void loaded(Duration time, boolean success) {
        (success ? loads : failedLoads).record(time);
    }

    CacheCounts counts() {
        return new CacheCounts(
                firstLevelHits.sum(),
                secondLevelHits.sum(),
                shared.sum(),
                misses.sum(),
                staleServed.sum(),
                loads.count(),
                failedLoads.count(),
                evictions.sum());
    }

    /** What memory holds. */
    void memory(Supplier<Number> entries, Supplier<Number> bytes) {
        Gauge.builder("carillon.cache.entries", entries)
                .description("Entries in memory")
                .tag("cache", cache)
                .strongReference(true)
                .register(registry);
        Gauge.builder("carillon.cache.bytes", bytes)
                .description("What the entries in memory weigh, in bytes")
                .tag("cache", cache)
                .strongReference(true)
                .register(registry);
    }
}
