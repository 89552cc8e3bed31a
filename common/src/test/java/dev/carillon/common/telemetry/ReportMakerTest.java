package dev.carillon.common.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.cache.CacheCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ReportMakerTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Telemetry telemetry = new Telemetry();
    private final ReportMaker reports = new ReportMaker(
            telemetry, new InstanceIdentity(UUID.randomUUID(), "api-service", "host", "1.0", START), INTERVAL);

    @Test
    void reportsWhatHappenedSinceTheReportBefore() {
        telemetry.counter(CountMeasure.JOBS_ACCEPTED).add(3);
        assertEquals(Map.of("jobs_accepted", 3L), next(5).counts());
        telemetry.counter(CountMeasure.JOBS_ACCEPTED).increment();
        telemetry.counter(CountMeasure.ERRORS).increment();
        assertEquals(Map.of("jobs_accepted", 1L, "errors", 1L), next(10).counts());
        assertEquals(Map.of(), next(15).counts());
    }

    @Test
    void saysHowLongItCoversAndWhichOneItIs() {
        TelemetryReport first = next(5);
        TelemetryReport second = next(65);
        assertEquals(List.of(1L, 2L), List.of(first.sequence(), second.sequence()));
        assertEquals(Duration.ofSeconds(5), first.covers());
        assertEquals(Duration.ofSeconds(60), second.covers());
        assertEquals(INTERVAL, second.interval());
    }

    @Test
    void reportsEachDurationOnce() {
        telemetry.latency(LatencyMeasure.DELIVERY).record(Duration.ofMillis(20));
        telemetry.latency(LatencyMeasure.DELIVERY).record(Duration.ofMillis(40));
        LatencyHistogram reported =
                LatencyHistogram.fromBytes(next(5).latencies().getOrDefault("delivery", new byte[0]));
        assertEquals(2, reported.count());
        assertEquals(40, reported.longest().orElseThrow().toMillis());
        assertTrue(next(10).latencies().isEmpty());
    }

    @Test
    void reportsWhatCachesCountedSinceTheReportBefore() {
        Map<String, CacheCounts> totals = new HashMap<>();
        telemetry.caches(() -> Map.copyOf(totals));
        totals.put("keys", new CacheCounts(5, 0, 0, 1, 0, 0, 0, 0));
        assertEquals(Map.of("keys", Map.of("first_level", 5L, "miss", 1L)), next(5).caches());
        totals.put("keys", new CacheCounts(7, 0, 0, 1, 0, 0, 0, 0));
        totals.put("other", new CacheCounts(0, 0, 0, 0, 0, 1, 0, 0));
        assertEquals(Map.of("keys", Map.of("first_level", 2L), "other", Map.of("load", 1L)), next(10).caches());
        assertEquals(Map.of(), next(15).caches());
    }

    @Test
    void reportsGaugesThatHaveAValue() {
        telemetry.gauge(GaugeMeasure.IN_FLIGHT, () -> 7);
        telemetry.gauge(GaugeMeasure.CPU, () -> Double.NaN);
        assertEquals(Map.of("in_flight", 7.0), next(5).gauges());
    }

    @Test
    void saysGoodbye() {
        assertFalse(reports.next(START, false).stopping());
        assertTrue(reports.next(START, true).stopping());
    }

    @Test
    void losesNothingThatOtherThreadsRecordMeanwhile() throws InterruptedException {
        int threads = 4;
        int times = 50_000;
        CountDownLatch done = new CountDownLatch(threads);
        for (int number = 0; number < threads; number++) {
            Thread.ofPlatform().start(() -> {
                for (int time = 0; time < times; time++) {
                    telemetry.counter(CountMeasure.JOBS_SUCCEEDED).increment();
                    telemetry.latency(LatencyMeasure.DELIVERY).recordNanos(time);
                }
                done.countDown();
            });
        }
        List<TelemetryReport> made = new ArrayList<>();
        while (done.getCount() > 0) {
            made.add(next(5));
        }
        made.add(next(5));
        assertEquals(
                (long) threads * times,
                made.stream()
                        .mapToLong(report -> report.counts().getOrDefault("jobs_succeeded", 0L))
                        .sum());
        assertEquals(
                (long) threads * times,
                made.stream()
                        .flatMap(report -> report.latencies().values().stream())
                        .mapToLong(bytes -> LatencyHistogram.fromBytes(bytes).count())
                        .sum());
    }

    private TelemetryReport next(long seconds) {
        return reports.next(START.plusSeconds(seconds), false);
    }
}
