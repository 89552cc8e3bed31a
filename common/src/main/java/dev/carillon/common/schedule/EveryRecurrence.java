package dev.carillon.common.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The moments that lie a whole number of equal steps from an anchor, before it and after it. Steps are of real time: no time
 * zone and no change of clocks moves them.
 *
 * @param step positive, whole microseconds
 */
public record EveryRecurrence(Duration step, Instant anchor) implements Recurrence {

    public EveryRecurrence {
        if (step.compareTo(Duration.ofNanos(1_000)) < 0 || step.getNano() % 1_000 != 0) {
            throw new IllegalArgumentException("A step has whole microseconds, at least one: " + step);
        }
    }

    @Override
    public Optional<Instant> after(Instant moment) {
        Instant next = at(Math.floorDiv(fromAnchor(moment), micros()) + 1);
        return next.isAfter(Cron.LAST) ? Optional.empty() : Optional.of(next);
    }

    @Override
    public Optional<Instant> until(Instant moment) {
        return Optional.of(at(Math.floorDiv(fromAnchor(moment), micros())));
    }

    @Override
    public long count(Instant first, Instant last, int most) {
        return last.isBefore(first) ? 0 : Duration.between(first, last).dividedBy(step) + 1;
    }

    private long micros() {
        return microsOf(Instant.EPOCH.plus(step));
    }

    private long fromAnchor(Instant moment) {
        return microsOf(moment) - microsOf(anchor);
    }

    private static long microsOf(Instant moment) {
        return Math.addExact(Math.multiplyExact(moment.getEpochSecond(), 1_000_000L), moment.getNano() / 1_000);
    }

    private Instant at(long steps) {
        return anchor.plus(Math.multiplyExact(steps, micros()), ChronoUnit.MICROS);
    }
}
