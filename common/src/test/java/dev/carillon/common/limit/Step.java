package dev.carillon.common.limit;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Requests that come together, some time after those before. */
record Step(long advance, List<Long> costs) {

    /** The window of all policies, in microseconds. */
    static final long WINDOW = 60_000_000;

    static final Duration MINUTE = Duration.ofMinutes(1);

    /** When the first step begins. */
    static final long EPOCH = 1_760_000_000_123_457L;

    /** Few at a time and many, at once and after any part of a window; above all just before and after what is rounded. */
    static Arbitrary<List<Step>> series() {
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
}
