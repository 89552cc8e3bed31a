package dev.carillon.common.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/** What every algorithm promises, in Redis and in memory alike. */
class LimiterProperties {

    private static final int TRIES = 40;

    @Provide
    Arbitrary<Algorithm> algorithms() {
        return Arbitraries.of(Algorithm.ALL);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void whatIsDecidedTogetherIsDecidedAsOneAfterTheOther(
            @ForAll("algorithms") Algorithm algorithm,
            @ForAll @LongRange(min = 1, max = 60) long limit,
            @ForAll("steps") List<Step> steps) {
        Policy small = LimitFixture.policy(algorithm, limit, Step.MINUTE);
        Policy large = LimitFixture.policy(algorithm, limit * 2, Duration.ofHours(1));
        LimitSubject subject = LimitFixture.newSubject();
        long now = Step.EPOCH;
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
        Policy wide = new Policy(
                "wide", new Quota(10, Step.MINUTE), SubjectKind.ORGANIZATION, algorithm, Fallback.LOCAL, false);
        Policy narrow = new Policy(
                "narrow", new Quota(room, Step.MINUTE), SubjectKind.ORGANIZATION, algorithm, Fallback.LOCAL, false);
        LimitSubject subject = LimitFixture.newSubject();
        List<Check> checks = List.of(Check.of(wide, subject, 1), Check.of(narrow, subject, 1));
        for (int request = 0; request < 20; request++) {
            place.decide(List.of(checks), Step.EPOCH);
        }

        assertEquals(
                10 - room,
                place.decide(Check.of(wide, subject, 0), Step.EPOCH)
                        .verdicts()
                        .getFirst()
                        .remaining());
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void whatOnlyAdvisesRefusesNothingAndCountsWhatFits(
            @ForAll Place place,
            @ForAll("algorithms") Algorithm algorithm,
            @ForAll @LongRange(min = 1, max = 9) long room) {
        Policy narrow = LimitFixture.policy(algorithm, room, Step.MINUTE);
        LimitSubject subject = LimitFixture.newSubject();
        List<Check> checks = List.of(Check.advisory(narrow, subject, 1));

        List<Decision> decisions = place.decide(Collections.nCopies(12, checks), Step.EPOCH);

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
        Policy policy = LimitFixture.policy(algorithm, 10, Step.MINUTE);
        LimitSubject subject = LimitFixture.newSubject();
        Check one = Check.of(policy, subject, 1);
        long now = Step.EPOCH;
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
        long part = Step.WINDOW / 60;
        place.decide(one, setBack);
        assertEquals(
                10,
                place.decide(Check.of(policy, subject, 0), setBack + Step.WINDOW + part)
                        .verdicts()
                        .getFirst()
                        .remaining());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Step.series();
    }
}
