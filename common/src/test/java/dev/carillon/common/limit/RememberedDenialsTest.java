package dev.carillon.common.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How long a refusal is remembered, by a clock that the test turns, and whom it refuses. */
class RememberedDenialsTest {

    private static final long ASKED_AT = 1_000_000_000;
    private static final long WAIT_MICROS = 700_000;
    private static final long END = ASKED_AT + WAIT_MICROS * 1_000;

    private final Policy policy = LimitFixture.policy(new Algorithm.SlidingWindow(), 10, Duration.ofMinutes(1));
    private final LimitSubject subject = LimitFixture.newSubject();
    private final Check check = Check.of(policy, subject, 1);
    private long now = ASKED_AT;
    private final RememberedDenials denials = new RememberedDenials(100, () -> now);

    @Test
    void aRefusalEndsWithTheWaitThatRedisToldCountedFromTheQuestion() {
        keep(check);
        // The answer took its time: that is part of the wait.
        now = ASKED_AT + 200_000_000;
        assertEquals(500_000, waitOf(List.of(check)));

        now = END - 1;
        assertEquals(1, waitOf(List.of(check)));
        now = END;
        assertNull(denials.find(List.of(check)), "Redis would allow it now");
        assertEquals(0, denials.size());
    }

    @Test
    void whatOnlyAdvisesIsNeitherRememberedNorRefused() {
        Check advisory = Check.advisory(policy, subject, 1);
        keep(advisory);
        assertNull(denials.find(List.of(check)));

        keep(check);
        assertNotNull(denials.find(List.of(check)));
        assertNull(denials.find(List.of(advisory)), "it is told the same key's refusal by Redis, and allowed");
    }

    @Test
    void oneOfSeveralRefusesForAll() {
        Policy wide = LimitFixture.policy(new Algorithm.SlidingWindow(), 100, Duration.ofHours(1));
        keep(check);

        assertEquals(WAIT_MICROS, waitOf(List.of(Check.of(wide, subject, 1), check)));
    }

    private long waitOf(List<Check> checks) {
        return Objects.requireNonNull(denials.find(checks))
                .verdicts()
                .getFirst()
                .waitMicros();
    }

    private void keep(Check refused) {
        Verdict verdict = new Verdict(refused, false, 0, WAIT_MICROS, WAIT_MICROS);
        denials.keep(List.of(new Decision(false, List.of(verdict), Backend.REDIS)), ASKED_AT);
    }
}
