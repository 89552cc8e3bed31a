package dev.carillon.common.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/**
 * Shows the instance's own measures at {@code /metrics} as well. Left out are requests, which Quarkus measures by route, and
 * accepted jobs, which api-service counts by type and channel.
 */
@Singleton
class TelemetryMetrics {

    void register(@Observes StartupEvent started, Telemetry telemetry, MeterRegistry registry) {
        for (CountMeasure measure : CountMeasure.values()) {
            if (measure != CountMeasure.HTTP_REQUESTS
                    && measure != CountMeasure.HTTP_ERRORS
                    && measure != CountMeasure.JOBS_ACCEPTED) {
                register(measure, telemetry.counter(measure), registry);
            }
        }
        for (LatencyMeasure measure : LatencyMeasure.values()) {
            if (measure != LatencyMeasure.HTTP_REQUEST) {
                register(measure, telemetry.latency(measure), registry);
            }
        }
    }

    private static void register(CountMeasure measure, Counter counter, MeterRegistry registry) {
        FunctionCounter.builder(name(measure.wireName()), counter, Counter::total)
                .description(measure.description())
                .register(registry);
    }

    private static void register(LatencyMeasure measure, LatencyRecorder latency, MeterRegistry registry) {
        Timer timer = Timer.builder(name(measure.wireName()))
                .description(measure.description())
                .register(registry);
        latency.alsoTell(nanos -> timer.record(nanos, TimeUnit.NANOSECONDS));
    }

    private static String name(String wireName) {
        return "carillon." + wireName.replace('_', '.');
    }
}
