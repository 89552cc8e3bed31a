package dev.carillon.worker.lane;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.lane.Lane;
import dev.carillon.common.lane.LaneBook;
import dev.carillon.common.lane.LaneView;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Tells the other workers of pauses that this one was asked for, and keeps telling until they are over or Redis knows. */
@Singleton
public class LaneExchange {

    /** A worker that has not looked for so many times is gone. */
    private static final int MISSED_LOOKS = 5;

    private final LaneBook book;
    private final LaneConfig config;
    private final Counter pauses;
    private final String worker = UUID.randomUUID().toString();
    private final Map<String, Own> own = new ConcurrentHashMap<>();

    /** A pause that this worker was asked for, until {@code opens} by {@link System#nanoTime}. */
    private record Own(Lane lane, long opens, String reason) {

        Duration remaining() {
            return Duration.ofNanos(opens - System.nanoTime());
        }
    }

    LaneExchange(LaneBook book, LaneConfig config, MeterRegistry registry) {
        this.book = book;
        this.config = config;
        this.pauses = Counter.builder("carillon.lane.pauses")
                .description("Pauses of lanes that this worker was asked for")
                .register(registry);
    }

    /** How often to look. */
    public Duration interval() {
        return config.lookEvery();
    }

    /** Tells of a pause. Does not wait. */
    void tell(Lane lane, Duration pause, String reason) {
        pauses.increment();
        Log.infof("Lane %s is paused for %s: %s", lane.key(), pause, reason);
        Own told = new Own(lane, System.nanoTime() + pause.toNanos(), reason);
        own.put(lane.key(), told);
        enter(told)
                .subscribe()
                .with(
                        _ -> {},
                        failure -> Log.debugf("Lane %s is paused by this worker alone: %s", lane.key(), failure));
    }

    /** What the book says now. Pauses of this worker that Redis does not have, because it was away or lost them, are entered again. */
    public Uni<LaneView> look() {
        return book.attend(worker, config.lookEvery().multipliedBy(MISSED_LOOKS))
                .chain(seen -> {
                    own.values().removeIf(told -> !told.remaining().isPositive());
                    List<Uni<Duration>> missing = new ArrayList<>();
                    own.forEach((key, told) -> {
                        if (!seen.paused().containsKey(key)) {
                            missing.add(enter(told));
                        }
                    });
                    return missing.isEmpty()
                            ? Uni.createFrom().item(seen)
                            : Uni.join().all(missing).andCollectFailures().replaceWith(seen);
                });
    }

    /** Tells of organizations that have all the places they may have, with how many that is, until the next look and a little. */
    public Uni<Void> tellCrowded(Map<OrganizationId, Integer> organizations) {
        return organizations.isEmpty()
                ? Uni.createFrom().voidItem()
                : book.crowd(organizations, config.lookEvery().multipliedBy(MISSED_LOOKS));
    }

    private Uni<Duration> enter(Own told) {
        return book.pause(told.lane(), told.remaining(), told.reason());
    }
}
