package dev.carillon.common.telemetry;

import dev.carillon.common.cache.CacheCounts;
import dev.carillon.common.job.WireNamed;
import java.util.function.ToLongFunction;

/** What the caches of an instance count, each cache by itself. The first four are the ways in which a look is answered. */
public enum CacheMeasure implements WireNamed {
    /** Looks that memory answered. */
    FIRST_LEVEL(CacheCounts::firstLevel),
    /** Looks that Redis answered. */
    SECOND_LEVEL(CacheCounts::secondLevel),
    /** Looks that waited for the answer of another. */
    SHARED(CacheCounts::shared),
    /** Looks that neither level answered. */
    MISS(CacheCounts::misses),
    /** Answers with a value that was not fresh any more. */
    STALE(CacheCounts::stale),
    /** Values that were loaded from their source. */
    LOAD(CacheCounts::loads),
    /** Loads that failed. */
    FAILED_LOAD(CacheCounts::failedLoads),
    /** Entries that left memory to make room. */
    EVICTION(CacheCounts::evictions);

    private final ToLongFunction<CacheCounts> read;

    CacheMeasure(ToLongFunction<CacheCounts> read) {
        this.read = read;
    }

    long of(CacheCounts counts) {
        return read.applyAsLong(counts);
    }
}
