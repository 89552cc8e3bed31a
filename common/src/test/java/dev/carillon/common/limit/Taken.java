package dev.carillon.common.limit;

import java.util.ArrayList;
import java.util.List;

/** What was allowed, and when. */
record Taken(long moment, long cost) {

    /** What a policy allows of a series of steps. */
    static List<Taken> by(Place place, Policy policy, List<Step> steps) {
        LimitSubject subject = LimitFixture.newSubject();
        List<Taken> taken = new ArrayList<>();
        long now = Step.EPOCH;
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
    static long within(List<Taken> taken, long begin, long end) {
        return taken.stream()
                .filter(each -> each.moment() > begin && each.moment() <= end)
                .mapToLong(Taken::cost)
                .sum();
    }
}
