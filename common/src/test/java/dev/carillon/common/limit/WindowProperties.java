package dev.carillon.common.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/** What both kinds of windows promise, in Redis and in memory alike, against a model that is as plain as can be. */
class WindowProperties {

    private static final int TRIES = 40;

    @Provide
    Arbitrary<Algorithm> windows() {
        return Arbitraries.of(new Algorithm.SlidingWindow(), new Algorithm.SlidingCounter());
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void windowsDecideAsThePlainModel(
            @ForAll Place place,
            @ForAll("windows") Algorithm algorithm,
            @ForAll @LongRange(min = 1, max = 25) long limit,
            @ForAll("steps") List<Step> steps) {
        Policy policy = LimitFixture.policy(algorithm, limit, Step.MINUTE);
        LimitSubject subject = LimitFixture.newSubject();
        PlainWindow model = new PlainWindow(limit, policy.resolution());
        long now = Step.EPOCH;
        for (Step step : steps) {
            now += step.advance();
            for (long cost : step.costs()) {
                Verdict verdict = place.decide(Check.of(policy, subject, cost), now)
                        .verdicts()
                        .getFirst();
                assertEquals(model.ask(cost, now), verdict.allowed());
                assertEquals(Math.max(0, limit - model.used(now)), verdict.remaining());
                assertWaitIsExact(verdict, cost, limit, model, now);
            }
        }
    }

    private static void assertWaitIsExact(Verdict verdict, long cost, long limit, PlainWindow model, long now) {
        if (cost > limit) {
            assertTrue(verdict.isForever());
        } else if (verdict.allowed()) {
            assertEquals(0, verdict.waitMicros());
        } else {
            assertTrue(model.fits(cost, now + verdict.waitMicros()), "allowed after the wait");
            assertFalse(model.fits(cost, now + verdict.waitMicros() - 1), "and not before");
        }
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void windowsNeverAllowMoreThanTheQuotaInAnyWindow(
            @ForAll Place place,
            @ForAll("windows") Algorithm algorithm,
            @ForAll @LongRange(min = 1, max = 25) long limit,
            @ForAll("steps") List<Step> steps) {
        List<Taken> taken = Taken.by(place, LimitFixture.policy(algorithm, limit, Step.MINUTE), steps);

        for (Taken end : taken) {
            assertTrue(Taken.within(taken, end.moment() - Step.WINDOW, end.moment()) <= limit);
        }
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void theCounterRefusesNobodyWhomAWindowLongerByASixtiethWouldAllow(
            @ForAll Place place, @ForAll @LongRange(min = 1, max = 25) long limit, @ForAll("steps") List<Step> steps) {
        Policy policy = LimitFixture.policy(new Algorithm.SlidingCounter(), limit, Step.MINUTE);
        LimitSubject subject = LimitFixture.newSubject();
        List<Taken> taken = new ArrayList<>();
        long now = Step.EPOCH;
        for (Step step : steps) {
            now += step.advance();
            for (long cost : step.costs()) {
                if (place.decide(Check.of(policy, subject, cost), now).allowed()) {
                    taken.add(new Taken(now, cost));
                } else {
                    assertTrue(Taken.within(taken, now - Step.WINDOW - Step.WINDOW / 60, now) + cost > limit);
                }
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Step.series();
    }
}
