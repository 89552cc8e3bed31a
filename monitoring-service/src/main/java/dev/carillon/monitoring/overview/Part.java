package dev.carillon.monitoring.overview;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.common.cache.Cache;
import dev.carillon.common.cache.Caches;
import dev.carillon.common.cache.JsonCodec;
import dev.carillon.common.cache.Lifetimes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A part of the overview that is asked for elsewhere, and shared by all instances of the monitoring. It always answers in time:
 * when its source does not, it answers what was known last, and says so.
 */
final class Part<T> {

    private static final Logger LOG = Logger.getLogger(Part.class);

    /** How long an old answer is better than none. */
    private static final Duration KEPT = Duration.ofHours(6);

    /** Clocks of other instances may differ by so much. */
    private static final Duration CLOCKS = Duration.ofSeconds(30);

    private static final String ONLY = "all";

    /** What was known, and since when. */
    @RegisterForReflection
    record Known<T>(T value, Instant asOf) {}

    /** When this instance saw for the first time what was known at that moment. */
    private record Sight(Instant asOf, Instant at) {}

    private final String name;
    private final Supplier<Uni<T>> source;
    private final Duration keepFor;
    private final InstantSource clock;
    private final Cache<Known<T>> cache;
    private volatile @Nullable Sight seen;
    /** Kept beside the cache, which forgets everything when Redis was restarted: of figures an old one is still better than none. */
    private volatile @Nullable Known<T> last;

    /** Asks {@code source}, waits for it until the deadline, and does not ask again while its answer is to be kept. */
    Part(Caches caches, ObjectMapper json, Class<T> type, String name, Source<T> source, InstantSource clock) {
        this.name = name;
        this.source = source.ask();
        this.keepFor = source.keepFor();
        this.clock = clock;
        this.cache = caches.cache(
                        "overview-" + name,
                        new JsonCodec<Known<T>>(json, json.getTypeFactory().constructParametricType(Known.class, type)))
                .lifetimes(Lifetimes.of(source.keepFor()).staleOnFailure(KEPT))
                .loadDeadline(source.deadline())
                .open();
    }

    /** What is asked, how long it may take, and how long its answer is kept. */
    record Source<T>(Supplier<Uni<T>> ask, Duration deadline, Duration keepFor) {}

    Uni<Reading<T>> read() {
        return cache.get(ONLY, _ -> source.get().map(value -> Optional.of(new Known<>(value, clock.instant()))))
                .map(Optional::orElseThrow)
                .invoke(known -> last = known)
                .map(this::reading)
                .onFailure()
                .recoverWithItem(this::nothing);
    }

    private Reading<T> reading(Known<T> known) {
        Instant now = clock.instant();
        Sight sight = seen;
        if (sight == null || !sight.asOf().equals(known.asOf())) {
            sight = new Sight(known.asOf(), now);
            seen = sight;
        }
        boolean stale = sight.at().plus(keepFor).isBefore(now)
                || known.asOf().plus(keepFor).plus(CLOCKS).isBefore(now);
        return new Reading<>(known.value(), known.asOf(), stale);
    }

    private Reading<T> nothing(Throwable failure) {
        LOG.debugf(failure, "The overview goes without a new %s", name);
        Known<T> known = last;
        if (known != null) {
            return reading(known);
        }
        return new Reading<>(null, null, true);
    }
}
