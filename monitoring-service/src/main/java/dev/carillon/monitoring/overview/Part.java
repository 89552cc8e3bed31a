package dev.carillon.monitoring.overview;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A part of the overview that is asked for elsewhere. It always answers in time: when its source does not, it answers what it
 * knew last, and says so.
 */
final class Part<T> {

    private static final Logger LOG = Logger.getLogger(Part.class);

    private record Known<T>(T value, Instant asOf) {}

    private final String name;
    private final Supplier<Uni<T>> source;
    private final Duration deadline;
    private final Duration keepFor;
    private final InstantSource clock;
    private volatile @Nullable Known<T> known;

    /** Asks {@code source}, waits for it until the deadline, and does not ask again while its answer is to be kept. */
    Part(String name, Supplier<Uni<T>> source, Duration deadline, Duration keepFor, InstantSource clock) {
        this.name = name;
        this.source = source;
        this.deadline = deadline;
        this.keepFor = keepFor;
        this.clock = clock;
    }

    Uni<Reading<T>> read() {
        Known<T> last = known;
        if (last != null && !last.asOf().plus(keepFor).isBefore(clock.instant())) {
            return Uni.createFrom().item(new Reading<>(last.value(), last.asOf(), false));
        }
        return Uni.createFrom()
                .deferred(source::get)
                .ifNoItem()
                .after(deadline)
                .fail()
                .map(this::remember)
                .onFailure()
                .recoverWithItem(this::lastKnown);
    }

    private Reading<T> remember(T value) {
        Instant now = clock.instant();
        known = new Known<>(value, now);
        return new Reading<>(value, now, false);
    }

    private Reading<T> lastKnown(Throwable failure) {
        LOG.debugf(failure, "The overview goes without %s", name);
        Known<T> last = known;
        return last == null ? new Reading<>(null, null, true) : new Reading<>(last.value(), last.asOf(), true);
    }
}
