package dev.carillon.worker.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class GateProperties {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Property
    void neverMoreAreUnderWayThanTheLimit(
            @ForAll @IntRange(min = 0, max = 20) int limit, @ForAll boolean[] entersOrLeaves) {
        Gate gate = new Gate();
        int underWay = 0;
        for (boolean enters : entersOrLeaves) {
            if (enters) {
                boolean entered = gate.enter(limit);
                assertEquals(underWay < limit, entered);
                underWay += entered ? 1 : 0;
            } else if (underWay > 0) {
                gate.leave(SECOND);
                underWay--;
            }
            assertEquals(underWay, gate.underWay());
        }
    }

    @Property
    void whoWaitsComesBackOneAfterTheOtherAndNotBeforeItOpens(
            @ForAll long now,
            @ForAll @LongRange(min = 0, max = 3_600_000_000_000L) long closedFor,
            @ForAll @IntRange(min = 0, max = 1_000) int limit,
            @ForAll @IntRange(min = 1, max = 500) int jobs,
            @ForAll long seed) {
        Gate gate = new Gate();
        Random random = new Random(seed);
        long longest = 60 * SECOND;
        long before = 0;
        for (int job = 1; job <= jobs; job++) {
            long wait = gate.book(now, now + closedFor, limit, 1_000_000, longest, random);

            assertTrue(wait > closedFor, "not before it opens");
            assertTrue(wait <= closedFor + longest, "within the bound");
            if (wait < closedFor + longest / 2) {
                assertTrue(wait > before, "each after the one before");
                before = wait;
            }
        }
    }

    @Example
    void theEstimateIsWhatIsAheadTimesTheMeanByTheLimit() {
        Gate gate = new Gate();
        for (int delivery = 0; delivery < 200; delivery++) {
            assertTrue(gate.enter(1));
            gate.leave(2 * SECOND);
        }

        long wait = 0;
        for (int ahead = 0; ahead < 100; ahead++) {
            wait = gate.book(0, 0, 10, 0, 600 * SECOND, new Random(1));
        }

        assertEquals(20 * SECOND, wait, 0.01 * SECOND);
    }

    @Example
    void aPlaceThatWasNotUsedSaysNothingOfDurations() {
        Gate gate = new Gate();
        assertTrue(gate.enter(1));
        assertFalse(gate.enter(1));
        gate.leave(-1);
        assertTrue(gate.enter(1));

        assertEquals(0.1 * SECOND, gate.book(0, 0, 1, 0, 600 * SECOND, new Random(1)), 1_000);
    }
}
