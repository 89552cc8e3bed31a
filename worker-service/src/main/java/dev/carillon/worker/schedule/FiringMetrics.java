package dev.carillon.worker.schedule;

import dev.carillon.common.schedule.FiringKind;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.Telemetry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Counts what schedules did. */
@Singleton
class FiringMetrics {

    private final Telemetry telemetry;
    private final Counter onTime;
    private final Counter late;
    private final Counter skipped;
    private final Counter parked;
    private final Timer delay;

    FiringMetrics(MeterRegistry registry, Telemetry telemetry) {
        this.telemetry = telemetry;
        this.onTime = fired(registry, FiringKind.ON_TIME);
        this.late = fired(registry, FiringKind.LATE);
        this.skipped = Counter.builder("carillon.schedules.skipped")
                .description("Times of schedules that were missed and let go")
                .register(registry);
        this.parked = Counter.builder("carillon.schedules.parked")
                .description("Schedules that were paused because they could not be fired")
                .register(registry);
        this.delay = Timer.builder("carillon.schedules.delay")
                .description("From a schedule's time to the commit of its job, of those on time")
                .register(registry);
    }

    private static Counter fired(MeterRegistry registry, FiringKind kind) {
        return Counter.builder("carillon.schedules.fired")
                .description("Jobs that schedules made, in time or late, when their time had been missed")
                .tag("kind", kind.wireName())
                .register(registry);
    }

    void countFired(FiringKind kind, Duration afterItsTime) {
        telemetry.counter(CountMeasure.JOBS_ACCEPTED).increment();
        switch (kind) {
            case ON_TIME -> {
                onTime.increment();
                delay.record(afterItsTime);
            }
            case LATE -> late.increment();
            case MANUAL -> throw new IllegalArgumentException("Workers fire nothing by hand");
        }
    }

    void countSkipped(long times) {
        skipped.increment(times);
    }

    void countParked() {
        parked.increment();
    }
}
