package dev.carillon.common.cache;

/**
 * What a cache has counted since it was opened. The first four are the ways in which a look is answered.
 *
 * @param firstLevel looks that memory answered
 * @param secondLevel looks that Redis answered
 * @param shared looks that waited for the answer of another
 * @param misses looks that neither level answered
 * @param stale answers with a value that was not fresh any more
 * @param loads values that were loaded from their source
 * @param failedLoads loads that failed
 * @param evictions entries that left memory to make room
 */
public record CacheCounts(
        long firstLevel,
        long secondLevel,
        long shared,
        long misses,
        long stale,
        long loads,
        long failedLoads,
        long evictions) {

    /** Nothing. */
    public static final CacheCounts NONE = new CacheCounts(0, 0, 0, 0, 0, 0, 0, 0);
}
