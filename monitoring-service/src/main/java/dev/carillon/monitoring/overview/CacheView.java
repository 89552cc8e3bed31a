package dev.carillon.monitoring.overview;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.telemetry.CacheMeasure;
import dev.carillon.monitoring.collect.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one cache did in all instances of a service.
 *
 * @param looks how often something was looked for in it
 * @param hitShare the share (0 to 1) of looks that had not to be loaded for; null when there were none
 * @param firstLevel looks that memory answered
 * @param secondLevel looks that Redis answered
 * @param shared looks that waited for the answer of another
 * @param misses looks that neither level answered
 * @param stale answers with a value that was not fresh any more
 * @param loads values that were loaded from their source
 * @param failedLoads loads that failed
 * @param evictions entries that left memory to make room
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record CacheView(
        String service,
        String cache,
        long looks,
        @Nullable Double hitShare,
        long firstLevel,
        long secondLevel,
        long shared,
        long misses,
        long stale,
        long loads,
        long failedLoads,
        long evictions) {

    static List<CacheView> of(Map<String, Figures> services) {
        List<CacheView> views = new ArrayList<>();
        services.forEach(
                (service, figures) -> figures.caches().forEach(cache -> views.add(of(service, cache, figures))));
        return views;
    }

    private static CacheView of(String service, String cache, Figures figures) {
        long firstLevel = figures.count(cache, CacheMeasure.FIRST_LEVEL);
        long secondLevel = figures.count(cache, CacheMeasure.SECOND_LEVEL);
        long shared = figures.count(cache, CacheMeasure.SHARED);
        long misses = figures.count(cache, CacheMeasure.MISS);
        long looks = firstLevel + secondLevel + shared + misses;
        return new CacheView(
                service,
                cache,
                looks,
                looks == 0 ? null : (double) (looks - misses) / looks,
                firstLevel,
                secondLevel,
                shared,
                misses,
                figures.count(cache, CacheMeasure.STALE),
                figures.count(cache, CacheMeasure.LOAD),
                figures.count(cache, CacheMeasure.FAILED_LOAD),
                figures.count(cache, CacheMeasure.EVICTION));
    }
}
