package dev.carillon.common.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts decisions by policy, and times them. */
final class LimitMetrics {

    /** What a policy said. */
    private enum Outcome {
        ALLOWED,
        DENIED,
        /** It would have refused, were it not in shadow mode or only asked. */
        EXCEEDED
    }

    private record Series(String policy, Outcome outcome, Backend backend) {}

    private final MeterRegistry registry;
    private final Map<Series, Counter> decisions = new ConcurrentHashMap<>();
    private final Map<Backend, Timer> timers = new EnumMap<>(Backend.class);

    LimitMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Backend backend : Backend.values()) {
            timers.put(
                    backend,
                    Timer.builder("carillon.limit.decision")
                            .description("Time of a decision on all policies of a request")
                            .tag("backend", backend.wireName())
                            .register(registry));
        }
    }

    void record(Decision decision, long nanos) {
        Timer timer = timers.get(decision.backend());
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
        for (Verdict verdict : decision.verdicts()) {
            // Looks at what is left are no decisions.
            if (verdict.check().cost() > 0) {
                decisions
                        .computeIfAbsent(
                                new Series(verdict.policy().name(), outcome(verdict), decision.backend()),
                                this::counter)
                        .increment();
            }
        }
    }

    private static Outcome outcome(Verdict verdict) {
        if (verdict.allowed()) {
            return Outcome.ALLOWED;
        }
        return verdict.check().binding() ? Outcome.DENIED : Outcome.EXCEEDED;
    }

    private Counter counter(Series series) {
        return Counter.builder("carillon.limit.decisions")
                .description("What policies said to requests: allowed, denied, or exceeded without being enforced")
                .tag("policy", series.policy())
                .tag("outcome", series.outcome().name().toLowerCase(Locale.ROOT))
                .tag("backend", series.backend().wireName())
                .register(registry);
    }
}
