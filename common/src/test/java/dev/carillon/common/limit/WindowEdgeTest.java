package dev.carillon.common.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The very microsecond at which a request leaves its window, in Redis and in memory: properties meet it only by chance. */
class WindowEdgeTest {

    @ParameterizedTest
    @EnumSource
    void aRequestLeavesTheWindowToTheMicrosecond(Place place) {
        Check check = check(new Algorithm.SlidingWindow(), 2);
        long first = Step.EPOCH;
        assertTrue(place.decide(check, first).allowed());
        assertTrue(place.decide(check, first + 10).allowed());

        Verdict early = verdict(place, check, first + Step.WINDOW - 1);
        assertFalse(early.allowed());
        assertEquals(1, early.waitMicros());

        assertTrue(place.decide(check, first + Step.WINDOW).allowed());
        Verdict refused = verdict(place, check, first + Step.WINDOW);
        assertFalse(refused.allowed(), "the second is still within");
        assertEquals(10, refused.waitMicros());
        assertFalse(place.decide(check, first + Step.WINDOW + 9).allowed());
        assertTrue(place.decide(check, first + Step.WINDOW + 10).allowed());
    }

    @ParameterizedTest
    @EnumSource
    void theLastRequestLeavesTheWindowToTheMicrosecond(Place place) {
        Check check = check(new Algorithm.SlidingWindow(), 1);
        assertTrue(place.decide(check, Step.EPOCH).allowed());

        assertFalse(place.decide(check, Step.EPOCH + Step.WINDOW - 1).allowed());
        assertTrue(place.decide(check, Step.EPOCH + Step.WINDOW).allowed());
    }

    @ParameterizedTest
    @EnumSource
    void aPartOfTheCounterLeavesTheWindowToTheMicrosecond(Place place) {
        Check check = check(new Algorithm.SlidingCounter(), 1);
        long part = check.policy().resolution();
        long stamp = Math.ceilDiv(Step.EPOCH, part) * part;
        assertTrue(place.decide(check, Step.EPOCH).allowed());

        assertFalse(place.decide(check, stamp + Step.WINDOW - 1).allowed());
        assertTrue(place.decide(check, stamp + Step.WINDOW).allowed());
    }

    private static Check check(Algorithm algorithm, long amount) {
        return Check.of(LimitFixture.policy(algorithm, amount, Step.MINUTE), LimitFixture.newSubject(), 1);
    }

    private static Verdict verdict(Place place, Check check, long now) {
        return place.decide(check, now).verdicts().getFirst();
    }
}
