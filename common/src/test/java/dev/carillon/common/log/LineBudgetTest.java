package dev.carillon.common.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LineBudgetTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void letsSoManyPassInASecondAndCountsTheRest() {
        LineBudget budget = new LineBudget(2, 0);

        assertTrue(budget.allows(1));
        assertTrue(budget.allows(2));
        assertFalse(budget.allows(3));
        assertFalse(budget.allows(SECOND - 1));
        assertTrue(budget.allows(SECOND));
        assertEquals(2, budget.takeHeldBack());
        assertEquals(0, budget.takeHeldBack());
    }

    @Test
    void aMinutesBudgetLastsAMinute() {
        LineBudget budget = LineBudget.aMinute(1, 0);

        assertTrue(budget.allows(1));
        assertFalse(budget.allows(59 * SECOND));
        assertTrue(budget.allows(61 * SECOND));
    }

    @Test
    void noLinesMeansNone() {
        assertFalse(new LineBudget(0, 0).allows(2 * SECOND));
    }
}
