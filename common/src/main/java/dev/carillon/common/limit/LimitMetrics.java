package dev.carillon.common.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Counts decisions by policy, and times them. */
final class LimitMetrics {

    /** What a policy said. */
    private enum Outcome {
        ALLOWED,
        DENIED,
        /** It would have refused, were it not in shadow mode or only asked. */
        EXCEEDED
    }

    private static final int BACKENDS = Backend.values().length;

    private final MeterRegistry registry;
    // By policy; of each, by outcome and backend. Made when they are counted first.
    private final Map<String, AtomicReferenceArray<@Nullable Counter>> decisions = new ConcurrentHashMap<>();
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
                counter(verdict.policy().name(), outcome(verdict), decision.backend())
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

    private Counter counter(String policy, Outcome outcome, Backend backend) {
        AtomicReferenceArray<@Nullable Counter> counters = decisions.get(policy);
        if (counters == null) {
            counters = decisions.computeIfAbsent(
                    policy, _ -> new AtomicReferenceArray<>(Outcome.values().length * BACKENDS));
        }
        int place = outcome.ordinal() * BACKENDS + backend.ordinal();
        Counter known = counters.get(place);
        if (known == null) {
            // Registered twice it is the same.
            known = register(policy, outcome, backend);
            counters.set(place, known);
        }
        return known;
    }

    private Counter register(String policy, Outcome outcome, Backend backend) {
        return Counter.builder("carillon.limit.decisions")
                .description("What policies said to requests: allowed, denied, or exceeded without being enforced")
                .tag("policy", policy)
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .tag("backend", backend.wireName())
                .register(registry);
    }
}
