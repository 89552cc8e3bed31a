package dev.carillon.common.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class RetryPolicyProperties {

    private static final Duration WEEK = Duration.ofDays(7);

    @Property
    void aWaitStaysWithinTheJitter(
            @ForAll("backoffs") Backoff backoff,
            @ForAll @DoubleRange(max = 1) double jitter,
            @ForAll @IntRange(min = 1, max = 49) int failures,
            @ForAll long seed) {
        RetryPolicy policy = new RetryPolicy(backoff, jitter, null);

        Duration wait = again(policy.after(failures, 50, Duration.ZERO, Duration.ZERO, new Random(seed)));

        double plain = backoff.after(failures).toMillis();
        assertTrue(wait.toMillis() >= plain * (1 - jitter) - 1, wait::toString);
        assertTrue(wait.toMillis() <= plain * (1 + jitter) + 1, wait::toString);
    }

    @Property
    void exponentialWaitsNeverShrinkAndNeverPassTheMaximum(
            @ForAll("exponentials") Backoff.Exponential backoff, @ForAll @IntRange(min = 1, max = 10_000) int failure) {
        Duration wait = backoff.after(failure);

        assertTrue(wait.compareTo(backoff.initial()) >= 0, wait::toString);
        assertTrue(wait.compareTo(backoff.maximum()) <= 0, wait::toString);
        assertTrue(backoff.after(failure + 1).compareTo(wait) >= 0);
    }

    @Property
    void noneFollowsTheLastAttempt(
            @ForAll("backoffs") Backoff backoff,
            @ForAll @IntRange(min = 1, max = 60) int failures,
            @ForAll @IntRange(min = 1, max = 50) int most,
            @ForAll long seed) {
        RetryDecision decision = new RetryPolicy(backoff, 0.2, null)
                .after(failures, most, Duration.ZERO, Duration.ZERO, new Random(seed));

        assertEquals(failures >= most, decision instanceof RetryDecision.GiveUp);
    }

    @Property
    void noAttemptStartsAfterTheTimeBudget(
            @ForAll("backoffs") Backoff backoff,
            @ForAll @IntRange(min = 1, max = 1_000_000) int budgetSeconds,
            @ForAll @IntRange(min = 0, max = 2_000_000) int sinceSeconds,
            @ForAll @IntRange(min = 0, max = 2_000_000) int askedSeconds,
            @ForAll long seed) {
        Duration budget = Duration.ofSeconds(budgetSeconds);
        Duration since = Duration.ofSeconds(sinceSeconds);
        RetryPolicy policy = new RetryPolicy(backoff, 0.2, budget);

        switch (policy.after(1, 50, since, Duration.ofSeconds(askedSeconds), new Random(seed))) {
            case RetryDecision.Again(Duration wait) -> {
                assertTrue(since.plus(wait).compareTo(budget) <= 0);
                assertTrue(wait.toSeconds() >= askedSeconds, "never sooner than asked");
            }
            case RetryDecision.GiveUp(String reason) -> assertTrue(reason.contains("time budget of " + budget), reason);
        }
    }

    @Property
    void whatAJobAsksForSurvivesItsWay(
            @ForAll("backoffs") Backoff backoff,
            @ForAll @DoubleRange(max = 1) double jitter,
            @ForAll @IntRange(min = 1) int budgetSeconds) {
        for (RetryChoice choice : List.of(
                new RetryChoice(backoff, jitter, Duration.ofSeconds(budgetSeconds)),
                new RetryChoice(backoff, null, null),
                new RetryChoice(null, jitter, null),
                new RetryChoice(null, null, Duration.ofSeconds(budgetSeconds)))) {
            String stored = new JsonObject(choice.toWire()).encode();
            assertEquals(choice, RetryChoice.ofWire(new JsonObject(stored)));
        }
    }

    @Example
    void aJobsChoiceReplacesOnlyWhatItNames() {
        Backoff channels = new Backoff.Schedule(List.of(Duration.ofSeconds(5)));
        Backoff own = new Backoff.Exponential(Duration.ofSeconds(1), 2, Duration.ofMinutes(1));
        RetryPolicy policy = new RetryPolicy(channels, 0.2, WEEK);

        assertEquals(policy, policy.with(null));
        assertEquals(new RetryPolicy(own, 0.2, WEEK), policy.with(new RetryChoice(own, null, null)));
        assertEquals(new RetryPolicy(channels, 0, WEEK), policy.with(new RetryChoice(null, 0.0, null)));
        assertEquals(
                new RetryPolicy(channels, 0.2, Duration.ofHours(1)),
                policy.with(new RetryChoice(null, null, Duration.ofHours(1))));
    }

    @Example
    void nonsenseIsRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThrows(IllegalArgumentException.class, () -> new Backoff.Schedule(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Backoff.Schedule(List.of(Duration.ofSeconds(-1))));
        assertThrows(IllegalArgumentException.class, () -> new Backoff.Exponential(second, 0.5, WEEK));
        assertThrows(IllegalArgumentException.class, () -> new Backoff.Exponential(second, Double.NaN, WEEK));
        assertThrows(IllegalArgumentException.class, () -> new Backoff.Exponential(WEEK, 2, second));
        assertThrows(IllegalArgumentException.class, () -> new Backoff.Exponential(Duration.ZERO, 2, second));
        Backoff backoff = new Backoff.Schedule(List.of(second));
        assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(backoff, 1.1, null));
        assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(backoff, 0, Duration.ZERO));
    }

    @Provide
    Arbitrary<Backoff> backoffs() {
        Arbitrary<Backoff> schedules = waits().list().ofMinSize(1).ofMaxSize(50).map(Backoff.Schedule::new);
        return Arbitraries.oneOf(List.of(schedules, exponentials().map(backoff -> backoff)));
    }

    @Provide
    Arbitrary<Backoff.Exponential> exponentials() {
        return Combinators.combine(waits(), Arbitraries.doubles().between(1, 10), waits())
                .as((one, factor, other) -> one.compareTo(other) < 0
                        ? new Backoff.Exponential(one, factor, other)
                        : new Backoff.Exponential(other, factor, one));
    }

    private static Arbitrary<Duration> waits() {
        return Arbitraries.longs().between(1, WEEK.toMillis()).map(Duration::ofMillis);
    }

    private static Duration again(RetryDecision decision) {
        return assertInstanceOf(RetryDecision.Again.class, decision).delay();
    }
}
