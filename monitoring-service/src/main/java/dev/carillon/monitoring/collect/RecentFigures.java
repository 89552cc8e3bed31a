package dev.carillon.monitoring.collect;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of the last minutes, by service, in slots of ten seconds: old slots fall off whole, so that memory is bounded
 * whatever is reported. Not for several threads at once.
 */
final class RecentFigures {

    static final Duration SLOT = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofMinutes(5);

    private record Slot(Instant start, Map<String, Figures> services) {}

    // Oldest first.
    private final Deque<Slot> slots = new ArrayDeque<>();

    /**
     * What was reported over a while.
     *
     * @param span how long that was
     * @param services the figures of each service
     */
    record Sum(Duration span, Map<String, Figures> services) {}

    void add(Instant at, String service, Figures figures) {
        Instant start = slotOf(at);
        Slot last = slots.peekLast();
        if (last == null || start.isAfter(last.start())) {
            last = new Slot(start, new TreeMap<>());
            slots.addLast(last);
        }
        // A clock that was set back adds to the last slot.
        last.services().computeIfAbsent(service, first -> new Figures()).add(figures);
        forgetBefore(start.minus(KEPT));
    }

    /** The sum over the window that ends at {@code now}, without the part of it that its oldest slot does not cover. */
    Sum over(Duration window, Instant now) {
        Instant from = slotOf(now.minus(window)).plus(SLOT);
        Map<String, Figures> services = new TreeMap<>();
        for (Slot slot : slots) {
            if (!slot.start().isBefore(from)) {
                slot.services()
                        .forEach((service, figures) -> services.computeIfAbsent(service, first -> new Figures())
                                .add(figures));
            }
        }
        return new Sum(Duration.between(from, now).truncatedTo(ChronoUnit.MILLIS), services);
    }

    private void forgetBefore(Instant moment) {
        while (!slots.isEmpty() && slots.getFirst().start().isBefore(moment)) {
            slots.removeFirst();
        }
    }

    private static Instant slotOf(Instant at) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), SLOT.toSeconds()) * SLOT.toSeconds());
    }
}
