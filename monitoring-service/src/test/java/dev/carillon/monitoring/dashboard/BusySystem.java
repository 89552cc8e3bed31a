package dev.carillon.monitoring.dashboard;

import dev.carillon.common.job.Channel;
import dev.carillon.common.telemetry.CacheMeasure;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.GaugeMeasure;
import dev.carillon.common.telemetry.LatencyMeasure;
import dev.carillon.common.telemetry.TelemetryStream;
import dev.carillon.monitoring.collect.PastMinutes;
import dev.carillon.monitoring.testing.FakeInstance;
import dev.carillon.monitoring.testing.Jobs;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;

/** An installation that has been busy for an hour, with one worker lost. */
@Singleton
class BusySystem {

    private final PastMinutes past;
    private final TelemetryStream stream;
    private final Jobs jobs;

    BusySystem(PastMinutes past, TelemetryStream stream, Jobs jobs) {
        this.past = past;
        this.stream = stream;
        this.jobs = jobs;
    }

    void appear() {
        Random random = new Random(7);
        FakeInstance api = new FakeInstance("api-service", "api-7d9f-x2k4q", Duration.ofHours(1));
        FakeInstance worker = new FakeInstance("worker-service", "worker-5c8b-9tn2m", Duration.ofHours(1));
        past.store(api, 59, (instance, minute) -> {
            instance.counted(
                    CountMeasure.JOBS_ACCEPTED, Math.round(420 + 160 * Math.sin(minute / 7.0) + random.nextInt(60)));
            instance.counted(CountMeasure.HTTP_REQUESTS, 500);
            instance.took(LatencyMeasure.HTTP_REQUEST, durations(random, 2, 9));
        });
        past.store(worker, 59, (instance, minute) -> {
            instance.counted(
                    CountMeasure.JOBS_SUCCEEDED,
                    Math.round(405 + 150 * Math.sin((minute - 1) / 7.0) + random.nextInt(50)));
            instance.counted(CountMeasure.JOBS_FAILED, random.nextInt(9));
            instance.took(LatencyMeasure.DELIVERY, durations(random, 30, 25));
            instance.took(LatencyMeasure.ACCEPT_TO_START, durations(random, 4, 8));
            instance.took(LatencyMeasure.ACCEPT_TO_FINISH, durations(random, 40, 30));
        });
        api.counted(CountMeasure.JOBS_ACCEPTED, 431)
                .counted(CountMeasure.HTTP_REQUESTS, 520)
                .reads(GaugeMeasure.CPU, 0.23)
                .reads(GaugeMeasure.HEAP_USED, 96e6)
                .reads(GaugeMeasure.HEAP_MAX, 268435456)
                .reads(GaugeMeasure.RESIDENT_MEMORY, 214e6)
                .reads(GaugeMeasure.LIMITS_SHARED, 1)
                .reads(GaugeMeasure.CACHES_SHARED, 0)
                .cached("api-keys", CacheMeasure.FIRST_LEVEL, 1_284_511)
                .cached("api-keys", CacheMeasure.SECOND_LEVEL, 702)
                .cached("api-keys", CacheMeasure.SHARED, 18)
                .cached("api-keys", CacheMeasure.MISS, 391)
                .cached("api-keys", CacheMeasure.LOAD, 391)
                .cached("quotas", CacheMeasure.FIRST_LEVEL, 2_569_022)
                .cached("quotas", CacheMeasure.MISS, 12)
                .cached("quotas", CacheMeasure.LOAD, 60)
                .cached("quotas", CacheMeasure.FAILED_LOAD, 3)
                .cached("quotas", CacheMeasure.STALE, 214)
                .cached("quotas", CacheMeasure.EVICTION, 4);
        worker.counted(CountMeasure.JOBS_SUCCEEDED, 418)
                .counted(CountMeasure.JOBS_FAILED, 3)
                .took(LatencyMeasure.ACCEPT_TO_FINISH, durations(random, 40, 30))
                .reads(GaugeMeasure.CPU, 0.41)
                .reads(GaugeMeasure.HEAP_USED, 131e6)
                .reads(GaugeMeasure.HEAP_MAX, 268435456)
                .reads(GaugeMeasure.RESIDENT_MEMORY, 251e6)
                .reads(GaugeMeasure.IN_FLIGHT, 12);
        FakeInstance silent = new FakeInstance("worker-service", "worker-5c8b-lost7", Duration.ofMillis(100));
        Stream.of(api, worker, silent)
                .forEach(instance -> stream.append(instance.report()).await().atMost(Duration.ofSeconds(10)));
        jobs.counted(Channel.EMAIL, "scheduled", 312);
        jobs.counted(Channel.EMAIL, "running", 9);
        jobs.counted(Channel.EMAIL, "succeeded", 151_877);
        jobs.counted(Channel.EMAIL, "failed", 41);
        jobs.counted(Channel.WEBHOOK, "running", 3);
        jobs.counted(Channel.WEBHOOK, "retrying", 17);
        jobs.counted(Channel.WEBHOOK, "held", 2);
        jobs.counted(Channel.WEBHOOK, "succeeded", 32_324);
        jobs.counted(Channel.WEBHOOK, "failed", 8);
        jobs.queuedSince(Duration.ofSeconds(2));
    }

    private static Duration[] durations(Random random, int typical, int spread) {
        Duration[] durations = new Duration[80];
        for (int index = 0; index < durations.length; index++) {
            double tail = Math.exp(random.nextGaussian() * 0.7);
            durations[index] = Duration.ofNanos((long) ((typical + spread * tail) * 1e6));
        }
        return durations;
    }
}
