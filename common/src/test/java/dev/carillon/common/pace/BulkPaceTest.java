package dev.carillon.common.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.identity.OrganizationId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** The pace against a clock and a database of paper: statements take longer the more bulk work is done beside them. */
class BulkPaceTest {

    private static final List<OrganizationId> FLOOD = List.of(new OrganizationId(new UUID(0, 1)));
    private static final List<OrganizationId> OTHER = List.of(new OrganizationId(new UUID(0, 2)));
    private static final int STEP = 500;
    private static final long MILLI = 1_000_000;

    private long now = 42;
    private final BulkPace pace = new BulkPace(config(), () -> now);

    private static PaceConfig config() {
        return new PaceConfig() {
            @Override
            public double slowdown() {
                return 2;
            }

            @Override
            public int least() {
                return 1_000;
            }

            @Override
            public Duration learnEvery() {
                return Duration.ofMinutes(1);
            }
        };
    }

    @Test
    void goesAsFastAsItCanWhileNobodyElseIsThere() {
        assertEquals(STEP, pace.step(STEP));
        for (int i = 0; i < 100; i++) {
            assertEquals(0, rest(STEP));
        }
    }

    @Test
    void restsAsSoonAsSomebodyElseIsThereAndGoesOnWhenTheyHaveGone() {
        pace.others(OTHER, 3 * MILLI);

        assertTrue(pace.step(STEP) < STEP);
        assertTrue(rest(STEP) > 0);

        now += 1_001 * MILLI;
        assertEquals(STEP, pace.step(STEP));
        assertEquals(0, rest(STEP));
    }

    @Test
    void whoFloodsIsNotProtectedFromHimself() {
        pace.begin(FLOOD);
        pace.others(FLOOD, 500 * MILLI);

        assertEquals(STEP, pace.step(STEP));
        assertEquals(0, rest(STEP));
    }

    @Test
    void neverStops() {
        alone(3 * MILLI);

        double done = run(Duration.ofSeconds(20), _ -> 900 * MILLI);

        assertTrue(done > 900 * 20, "at least nearly the least rate, not " + done / 20);
        assertTrue(done < 1_600 * 20, "no more than the least rate, not " + done / 20);
    }

    @Test
    void learnsHowFastOthersAreWhenBulkWorkWasThereFirst() {
        // Nothing is known of statements alone: 3 ms. Taken as they are beside the bulk work, 30 ms would seem to be as
        // it should.
        double done = run(Duration.ofSeconds(60), rate -> rate < 2_000 ? 3 * MILLI : 30 * MILLI);

        assertTrue(done / 60 < 2_500, "it has found what disturbs: " + done / 60);
        assertTrue(done / 60 > 1_200, "and goes as fast as does not: " + done / 60);
    }

    @Property(tries = 100)
    void goesAboutAsFastAsOthersBear(
            @ForAll @DoubleRange(min = 0.5, max = 20) double aloneMillis,
            @ForAll @DoubleRange(min = 2_000, max = 40_000) double doubling) {
        BulkPaceTest fresh = new BulkPaceTest();
        fresh.alone((long) (aloneMillis * MILLI));

        // At the rate "doubling" statements take twice as long as alone, and that is what they may.
        java.util.function.DoubleToLongFunction statement =
                rate -> (long) (aloneMillis * MILLI * (1 + rate / doubling));
        fresh.run(Duration.ofSeconds(40), statement);
        double reached = fresh.run(Duration.ofSeconds(20), statement) / 20;

        double bearable = doubling * (1 + 0.5 / aloneMillis);
        assertTrue(reached > bearable * 0.6, "%.0f is slower than the %.0f that would do".formatted(reached, bearable));
        assertTrue(
                reached < bearable * 1.3, "%.0f is faster than the %.0f that others bear".formatted(reached, bearable));
    }

    private long rest(int jobs) {
        pace.begin(FLOOD);
        return pace.rest(jobs);
    }

    private void alone(long nanos) {
        for (int i = 0; i < 100; i++) {
            now += 20 * MILLI;
            pace.others(OTHER, nanos);
        }
    }

    /** Others every 20 ms and bulk work as it is allowed, for that long; answers how many jobs that did. */
    private double run(Duration time, java.util.function.DoubleToLongFunction statement) {
        long end = now + time.toNanos();
        long next = now;
        double done = 0;
        double rate = 0;
        while (now < end) {
            now += MILLI;
            rate *= 0.98;
            if (now >= next) {
                int jobs = pace.step(STEP);
                done += jobs;
                rate += jobs * 20;
                next = now + rest(jobs);
            }
            if (now / MILLI % 20 == 0) {
                pace.others(OTHER, statement.applyAsLong(rate));
            }
        }
        return done;
    }
}
