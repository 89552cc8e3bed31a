package dev.carillon.common.telemetry;

import dev.carillon.common.job.WireNamed;

/** What the caches of an instance count, each cache by itself. The first four are the ways in which a look is answered. */
public enum CacheMeasure implements WireNamed {
    /** Looks that memory answered. */
    FIRST_LEVEL,
    /** Looks that Redis answered. */
    SECOND_LEVEL,
    /** Looks that waited for the answer of another. */
    SHARED,
    /** Looks that neither level answered. */
    MISS,
    /** Answers with a value that was not fresh any more. */
    STALE,
    /** Values that were loaded from their source. */
    LOAD,
    /** Loads that failed. */
    FAILED_LOAD,
    /** Entries that left memory to make room. */
    EVICTION
}
