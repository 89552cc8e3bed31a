package dev.carillon.common.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class EveryRecurrenceProperties {

    @Property
    void theNextMomentIsTheFirstWholeStepFromTheAnchor(
            @ForAll("moments") Instant anchor, @ForAll("moments") Instant moment, @ForAll("steps") Duration step) {
        EveryRecurrence recurrence = new EveryRecurrence(step, anchor);

        Instant next = recurrence.after(moment).orElseThrow();
        Instant last = recurrence.until(moment).orElseThrow();

        assertTrue(next.isAfter(moment));
        assertFalse(last.isAfter(moment));
        assertEquals(step, Duration.between(last, next));
        assertEquals(0, Duration.between(anchor, next).toMillis() % step.toMillis());
        assertEquals(Optional.of(next), recurrence.after(last));
        assertEquals(Optional.of(next), recurrence.until(next));
    }

    @Property
    void countsWithoutCounting(
            @ForAll("moments") Instant anchor,
            @ForAll("steps") Duration step,
            @ForAll @LongRange(min = 0, max = 1_000_000) long steps) {
        EveryRecurrence recurrence = new EveryRecurrence(step, anchor);

        Instant last = anchor.plus(step.multipliedBy(steps));

        assertEquals(steps + 1, recurrence.count(anchor, last.plus(step).minusNanos(1_000), 1));
        assertEquals(steps + 1, recurrence.count(anchor, last, 1));
        assertEquals(0, recurrence.count(anchor, anchor.minusNanos(1_000), 1));
    }

    @Provide
    Arbitrary<Instant> moments() {
        return Arbitraries.longs()
                .between(
                        Instant.parse("1970-01-01T00:00:00Z").toEpochMilli(),
                        Instant.parse("2200-01-01T00:00:00Z").toEpochMilli())
                .map(Instant::ofEpochMilli);
    }

    @Provide
    Arbitrary<Duration> steps() {
        return Arbitraries.longs().between(1, Duration.ofDays(366).toMillis()).map(Duration::ofMillis);
    }
}
