package dev.carillon.common.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.local.testing.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;

/** What every algorithm promises, in Redis and in memory alike, against models that are as plain as can be. */
class LimiterProperties {

    private static final long WINDOW = 60_000_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long EPOCH = 1_760_000_000_123_457L;
    private static final int TRIES = 40;

    private static final LimitFixture REDIS =
            new LimitFixture(TestServers.redis().url());

    /** Where is decided. */
    enum Place {
        REDIS {
            @Override
            List<Decision> decide(List<List<Check>> requests, long clock) {
                return new RedisLimiter(LimiterProperties.REDIS.commands())
                        .decide(requests, clock)
                        .await()
                        .atMost(LimitFixture.PATIENCE);
            }
        },
        MEMORY {
            private final LocalLimiter limiter = new LocalLimiter(10_000);

            @Override
            List<Decision> decide(List<List<Check>> requests, long clock) {
                return requests.stream()
                        .map(checks -> limiter.decide(checks, 1, clock))
                        .toList();
            }
        };

        abstract List<Decision> decide(List<List<Check>> requests, long clock);

        Decision decide(Check check, long clock) {
            return decide(List.of(List.of(check)), clock).getFirst();
        }
    }

    /** Requests that come together, some time after those before. */
    record Step(long advance, List<Long> costs) {}

    /** What was allowed, and when. */
    record Taken(long moment, long cost) {}

    /** Remembers everything and adds it up each time. */
    private static final class PlainWindow {

        final List<Taken> taken = new ArrayList<>();
        private final long limit;
        private final long resolution;

        PlainWindow(long limit, long resolution) {
            this.limit = limit;
            this.resolution = resolution;
        }

        long used(long now) {
            return taken.stream()
                    .filter(each -> Math.ceilDiv(each.moment(), resolution) * resolution + WINDOW > now)
                    .mapToLong(Taken::cost)
                    .sum();
        }

        boolean fits(long cost, long now) {
            return used(now) + cost <= limit;
        }

        boolean ask(long cost, long now) {
            boolean allowed = fits(cost, now);
            if (allowed) {
                taken.add(new Taken(now, cost));
            }
            return allowed;
        }
    }

    @AfterContainer
    static void close() {
        REDIS.close();
    }

    @Provide
    Arbitrary<Algorithm> algorithms() {
        return Arbitraries.of(Algorithm.ALL);
    }

    @Provide
    Arbitrary<Algorithm> windows() {
        return Arbitraries.of(new Algorithm.SlidingWindow(), new Algorithm.SlidingCounter());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Long> advances = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 3),
                Arbitraries.longs().between(0, WINDOW / 30),
                Arbitraries.longs().between(0, WINDOW),
                Arbitraries.longs().between(WINDOW - 2, WINDOW + 2),
                Arbitraries.of(WINDOW / 60, WINDOW / 60 - 1, WINDOW / 60 + 1));
        Arbitrary<List<Long>> costs =
                Arbitraries.longs().between(0, 7).list().ofMinSize(1).ofMaxSize(6);
        return Combinators.combine(advances, costs)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(50);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void windowsDecideAsThePlainModel(
            @ForAll Place place,
            @ForAll("windows") Algorithm algorithm,
            @ForAll @LongRange(min = 1, max = 25) long limit,
            @ForAll("steps") List<Step> steps) {
        Policy policy = LimitFixture.policy(algorithm, limit, MINUTE);
        LimitSubject subject = LimitFixture.newSubject();
        PlainWindow model = new PlainWindow(limit, policy.resolution());
        long now = EPOCH;
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
        List<Taken> taken = run(place, LimitFixture.policy(algorithm, limit, MINUTE), steps);

        for (Taken end : taken) {
            assertTrue(within(taken, end.moment() - WINDOW, end.moment()) <= limit);
        }
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void theCounterRefusesNobodyWhomAWindowLongerByASixtiethWouldAllow(
            @ForAll Place place, @ForAll @LongRange(min = 1, max = 25) long limit, @ForAll("steps") List<Step> steps) {
        Policy policy = LimitFixture.policy(new Algorithm.SlidingCounter(), limit, MINUTE);
        LimitSubject subject = LimitFixture.newSubject();
        List<Taken> taken = new ArrayList<>();
        long now = EPOCH;
        for (Step step : steps) {
            now += step.advance();
            for (long cost : step.costs()) {
                if (place.decide(Check.of(policy, subject, cost), now).allowed()) {
                    taken.add(new Taken(now, cost));
                } else {
                    assertTrue(within(taken, now - WINDOW - WINDOW / 60, now) + cost > limit);
                }
            }
        }
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void gcraAllowsAtMostTheQuotaAndWhatLeaksInAnyTime(
            @ForAll Place place, @ForAll @LongRange(min = 1, max = 25) long limit, @ForAll("steps") List<Step> steps) {
        List<Taken> taken = run(place, LimitFixture.policy(new Algorithm.Gcra(), limit, MINUTE), steps);

        for (Taken begin : taken) {
            for (Taken end : taken) {
                long time = end.moment() - begin.moment();
                if (time >= 0) {
                    long allowed = within(taken, begin.moment() - 1, end.moment());
                    assertTrue(allowed <= limit + time * (double) limit / WINDOW + 1e-6);
                }
            }
        }
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void gcraDecidesInRedisAsInMemoryAndAllowsAfterTheWait(
            @ForAll @LongRange(min = 1, max = 25) long limit, @ForAll("steps") List<Step> steps) {
        Policy policy = LimitFixture.policy(new Algorithm.Gcra(), limit, MINUTE);
        LimitSubject subject = LimitFixture.newSubject();
        long now = EPOCH;
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

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void whatIsDecidedTogetherIsDecidedAsOneAfterTheOther(
            @ForAll("algorithms") Algorithm algorithm,
            @ForAll @LongRange(min = 1, max = 60) long limit,
            @ForAll("steps") List<Step> steps) {
        Policy small = LimitFixture.policy(algorithm, limit, MINUTE);
        Policy large = LimitFixture.policy(algorithm, limit * 2, Duration.ofHours(1));
        LimitSubject subject = LimitFixture.newSubject();
        long now = EPOCH;
        for (Step step : steps) {
            now += step.advance();
            // Those that are alike are decided in one go: sorted, the order is the same one by one.
            List<List<Check>> requests = step.costs().stream()
                    .sorted()
                    .map(cost -> List.of(Check.of(small, subject, cost), Check.of(large, subject, cost)))
                    .toList();
            assertEquals(facts(Place.MEMORY.decide(requests, now)), facts(Place.REDIS.decide(requests, now)));
        }
    }

    /** A wait is told as of the end of a group, when less is free than at the time of the single refusal within it. */
    private static List<?> facts(List<Decision> decisions) {
        return decisions.stream()
                .map(decision -> List.of(
                        decision.allowed(),
                        decision.verdicts().stream().map(Verdict::allowed).toList(),
                        decision.verdicts().stream().map(Verdict::remaining).toList(),
                        decision.verdicts().stream().map(Verdict::waitMicros).toList()))
                .toList();
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void aRefusedRequestCountsNowhere(
            @ForAll Place place,
            @ForAll("algorithms") Algorithm algorithm,
            @ForAll @LongRange(min = 1, max = 9) long room) {
        Policy wide =
                new Policy("wide", new Quota(10, MINUTE), SubjectKind.ORGANIZATION, algorithm, Fallback.LOCAL, false);
        Policy narrow = new Policy(
                "narrow", new Quota(room, MINUTE), SubjectKind.ORGANIZATION, algorithm, Fallback.LOCAL, false);
        LimitSubject subject = LimitFixture.newSubject();
        List<Check> checks = List.of(Check.of(wide, subject, 1), Check.of(narrow, subject, 1));
        for (int request = 0; request < 20; request++) {
            place.decide(List.of(checks), EPOCH);
        }

        assertEquals(
                10 - room,
                place.decide(Check.of(wide, subject, 0), EPOCH)
                        .verdicts()
                        .getFirst()
                        .remaining());
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void whatOnlyAdvisesRefusesNothingAndCountsWhatFits(
            @ForAll Place place,
            @ForAll("algorithms") Algorithm algorithm,
            @ForAll @LongRange(min = 1, max = 9) long room) {
        Policy narrow = LimitFixture.policy(algorithm, room, MINUTE);
        LimitSubject subject = LimitFixture.newSubject();
        List<Check> checks = List.of(Check.advisory(narrow, subject, 1));

        List<Decision> decisions = place.decide(Collections.nCopies(12, checks), EPOCH);

        assertTrue(decisions.stream().allMatch(Decision::allowed));
        assertEquals(
                room,
                decisions.stream()
                        .filter(each -> each.verdicts().getFirst().allowed())
                        .count());
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void aClockThatWasSetBackNeverShutsOutForLongerThanAWindow(
            @ForAll Place place,
            @ForAll("algorithms") Algorithm algorithm,
            @ForAll("steps") List<Step> steps,
            @ForAll @LongRange(min = 1, max = 365 * 24) long hours) {
        Policy policy = LimitFixture.policy(algorithm, 10, MINUTE);
        LimitSubject subject = LimitFixture.newSubject();
        Check one = Check.of(policy, subject, 1);
        long now = EPOCH;
        for (Step step : steps) {
            now += step.advance();
            place.decide(Collections.nCopies(step.costs().size(), List.of(one)), now);
        }
        long before = place.decide(Check.of(policy, subject, 0), now)
                .verdicts()
                .getFirst()
                .remaining();
        long setBack = now - Duration.ofHours(hours).toNanos() / 1_000;

        long after = place.decide(Check.of(policy, subject, 0), setBack)
                .verdicts()
                .getFirst()
                .remaining();

        assertEquals(before, after, "nothing is forgotten");
        long part = WINDOW / 60;
        place.decide(one, setBack);
        assertEquals(
                10,
                place.decide(Check.of(policy, subject, 0), setBack + WINDOW + part)
                        .verdicts()
                        .getFirst()
                        .remaining());
    }

    private static List<Taken> run(Place place, Policy policy, List<Step> steps) {
        LimitSubject subject = LimitFixture.newSubject();
        List<Taken> taken = new ArrayList<>();
        long now = EPOCH;
        for (Step step : steps) {
            now += step.advance();
            List<List<Check>> requests = step.costs().stream()
                    .map(cost -> List.of(Check.of(policy, subject, cost)))
                    .toList();
            for (Decision decision : place.decide(requests, now)) {
                if (decision.allowed()) {
                    taken.add(new Taken(
                            now, decision.verdicts().getFirst().check().cost()));
                }
            }
        }
        return taken;
    }

    /** What was allowed after {@code begin}, up to {@code end}. */
    private static long within(List<Taken> taken, long begin, long end) {
        return taken.stream()
                .filter(each -> each.moment() > begin && each.moment() <= end)
                .mapToLong(Taken::cost)
                .sum();
    }
}
