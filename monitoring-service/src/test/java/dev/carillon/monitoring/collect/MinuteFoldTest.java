package dev.carillon.monitoring.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.GaugeMeasure;
import dev.carillon.common.telemetry.LatencyMeasure;
import dev.carillon.common.telemetry.TelemetryReport;
import dev.carillon.monitoring.testing.FakeInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MinuteFoldTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final MinuteFold fold = new MinuteFold(NOON);
    private final FakeInstance worker = FakeInstance.worker();

    @Test
    void addsUpTheReportsOfAMinute() {
        add(
                NOON,
                worker.counted(CountMeasure.JOBS_SUCCEEDED, 2)
                        .took(LatencyMeasure.DELIVERY, Duration.ofMillis(10))
                        .reads(GaugeMeasure.CPU, 0.2)
                        .report());
        add(
                NOON.plusMillis(59_999),
                worker.counted(CountMeasure.JOBS_SUCCEEDED, 3)
                        .took(LatencyMeasure.DELIVERY, Duration.ofMillis(30))
                        .reads(GaugeMeasure.CPU, 0.4)
                        .report());
        List<InstanceMinute> closed = fold.close(NOON.plusSeconds(60));
        assertEquals(1, closed.size());
        Figures figures = closed.getFirst().figures();
        assertEquals(NOON, closed.getFirst().minute());
        assertEquals(2, figures.reports());
        assertEquals(5, figures.count(CountMeasure.JOBS_SUCCEEDED));
        assertEquals(2, figures.latency(LatencyMeasure.DELIVERY).orElseThrow().count());
        assertEquals(new GaugeSummary(2, 0.2 + 0.4, 0.4), figures.gauges().get("cpu"));
    }

    @Test
    void keepsInstancesAndMinutesApart() {
        FakeInstance other = FakeInstance.worker();
        add(NOON, worker.report());
        add(NOON, other.report());
        add(NOON.plusSeconds(60), worker.report());
        assertEquals(3, fold.close(NOON.plusSeconds(120)).size());
    }

    @Test
    void closesAMinuteOnlyWhenItIsOver() {
        add(NOON, worker.report());
        assertTrue(fold.close(NOON.plusMillis(59_999)).isEmpty());
        assertEquals(1, fold.openMinutes().size());
        assertEquals(1, fold.close(NOON.plusSeconds(60)).size());
        assertTrue(fold.openMinutes().isEmpty());
        assertTrue(fold.close(NOON.plusSeconds(60)).isEmpty());
    }

    @Test
    void leavesOutMinutesThatWereNotReadWhole() {
        add(NOON.minusMillis(1), worker.counted(CountMeasure.ERRORS, 1).report());
        assertTrue(fold.close(NOON.plusSeconds(60)).isEmpty());
    }

    @Test
    void handsOutCopiesOfWhatStillGrows() {
        add(NOON, worker.counted(CountMeasure.ERRORS, 1).report());
        InstanceMinute copy = fold.openMinutes().getFirst();
        add(NOON, worker.counted(CountMeasure.ERRORS, 1).report());
        assertEquals(1, copy.figures().count(CountMeasure.ERRORS));
    }

    @Test
    void keepsMeasuresThatItDoesNotKnow() {
        TelemetryReport known = worker.report();
        TelemetryReport newer = new TelemetryReport(
                known.instance(),
                known.service(),
                known.host(),
                known.version(),
                known.startedAt(),
                2,
                known.sentAt(),
                known.covers(),
                known.interval(),
                false,
                Map.of("of_tomorrow", 4L),
                known.gauges(),
                Map.of("damaged", new byte[] {1}),
                Map.of());
        add(NOON, newer);
        Figures figures = fold.close(NOON.plusSeconds(60)).getFirst().figures();
        assertEquals(Map.of("of_tomorrow", 4L), figures.counts());
        assertTrue(figures.latencies().isEmpty());
    }

    private void add(Instant at, TelemetryReport report) {
        fold.add(at, report, Figures.of(report));
    }
}
