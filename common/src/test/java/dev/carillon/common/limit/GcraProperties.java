package dev.carillon.common.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/** What a bucket that leaks promises, in Redis and in memory alike. */
class GcraProperties {

    private static final int TRIES = 40;

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void gcraAllowsAtMostTheQuotaAndWhatLeaksInAnyTime(
            @ForAll Place place, @ForAll @LongRange(min = 1, max = 25) long limit, @ForAll("steps") List<Step> steps) {
        List<Taken> taken = Taken.by(place, LimitFixture.policy(new Algorithm.Gcra(), limit, Step.MINUTE), steps);

        for (Taken begin : taken) {
            for (Taken end : taken) {
                long time = end.moment() - begin.moment();
                if (time >= 0) {
                    long allowed = Taken.within(taken, begin.moment() - 1, end.moment());
                    assertTrue(allowed <= limit + time * (double) limit / Step.WINDOW + 1e-6);
                }
            }
        }
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void gcraDecidesInRedisAsInMemoryAndAllowsAfterTheWait(
            @ForAll @LongRange(min = 1, max = 25) long limit, @ForAll("steps") List<Step> steps) {
        Policy policy = LimitFixture.policy(new Algorithm.Gcra(), limit, Step.MINUTE);
        LimitSubject subject = LimitFixture.newSubject();
        long now = Step.EPOCH;
        for (Step step : steps) {
            now += step.advance();
            for (long cost : step.costs()) {
                Check check = Check.of(policy, subject, cost);
                Decision decision = Place.REDIS.decide(check, now);
                assertEquals(Place.MEMORY.decide(check, now).verdicts(), decision.verdicts());
                if (!decision.allowed() && cost <= limit) {
                    now += decision.verdicts().getFirst().waitMicros();
                    assertTrue(Place.REDIS.decide(check, now).allowed());
                    assertTrue(Place.MEMORY.decide(check, now).allowed());
                }
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Step.series();
    }
}
