package dev.carillon.monitoring.collect;

import dev.carillon.common.telemetry.TelemetryReport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/** Adds up the reports of each instance by the minute in which Redis took them in. Not for several threads at once. */
final class MinuteFold {

    private record Key(Instant minute, String service, UUID instance) {

        static final Comparator<Key> ORDER =
                Comparator.comparing(Key::minute).thenComparing(Key::service).thenComparing(Key::instance);
    }

    private final Instant from;
    private final NavigableMap<Key, Figures> open = new TreeMap<>(Key.ORDER);

    /** Leaves out what was taken in before {@code from}, the start of the first minute that is read whole. */
    MinuteFold(Instant from) {
        this.from = from;
    }

    void add(Instant at, TelemetryReport report, Figures figures) {
        if (!at.isBefore(from)) {
            Key key = new Key(minuteOf(at), report.service(), report.instance());
            open.computeIfAbsent(key, first -> new Figures()).add(figures);
        }
    }

    /** Hands over the minutes that were over at {@code readUntil}: no report can come to them any more. */
    List<InstanceMinute> close(Instant readUntil) {
        List<InstanceMinute> closed = new ArrayList<>();
        while (!open.isEmpty() && isOver(open.firstKey(), readUntil)) {
            var first = open.pollFirstEntry();
            closed.add(minute(first.getKey(), first.getValue()));
        }
        return closed;
    }

    /** Copies of the minutes that may still grow. */
    List<InstanceMinute> openMinutes() {
        List<InstanceMinute> copies = new ArrayList<>(open.size());
        open.forEach((key, figures) -> {
            Figures copy = new Figures();
            copy.add(figures);
            copies.add(minute(key, copy));
        });
        return copies;
    }

    static Instant minuteOf(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES);
    }

    private static boolean isOver(Key key, Instant readUntil) {
        return key.minute().isBefore(minuteOf(readUntil));
    }

    private static InstanceMinute minute(Key key, Figures figures) {
        return new InstanceMinute(key.minute(), key.service(), key.instance(), figures);
    }
}
