package dev.carillon.monitoring.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.common.telemetry.TelemetryReport;
import dev.carillon.monitoring.testing.FakeInstance;
import dev.carillon.monitoring.testing.Settings;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workers that promise a report every 5 seconds. */
class LivePictureTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final LivePicture picture = new LivePicture(Settings.defaults(CollectConfig.class));
    private final FakeInstance worker = FakeInstance.worker();

    @Test
    void anInstanceIsSilentAfterThreeMissedReports() {
        reported(NOON, worker.report());
        readUntil(NOON.plusSeconds(15));
        assertEquals(List.of(InstanceState.ALIVE), states());
        readUntil(NOON.plusSeconds(16));
        assertEquals(List.of(InstanceState.SILENT), states());
    }

    @Test
    void itIsAliveAgainWithItsNextReport() {
        reported(NOON, worker.report());
        readUntil(NOON.plusSeconds(60));
        reported(NOON.plusSeconds(61), worker.report());
        readUntil(NOON.plusSeconds(62));
        assertEquals(List.of(InstanceState.ALIVE), states());
    }

    @Test
    void itIsForgottenAfterTenMinutes() {
        reported(NOON, worker.report());
        readUntil(NOON.plusSeconds(601));
        assertEquals(List.of(), states());
    }

    @Test
    void itIsForgottenAtOnceWhenItStopsInOrder() {
        reported(NOON, worker.report());
        reported(NOON.plusSeconds(5), worker.lastReport());
        assertEquals(List.of(), states());
    }

    @Test
    void nobodyIsCalledSilentForWhatCouldNotBeRead() {
        reported(NOON, worker.report());
        readUntil(NOON.plusSeconds(1));
        // Redis was away for two minutes; the instance had no chance to report, and gets its time again.
        picture.readingResumed(NOON.plusSeconds(120));
        readUntil(NOON.plusSeconds(121));
        assertEquals(List.of(InstanceState.ALIVE), states());
        readUntil(NOON.plusSeconds(136));
        assertEquals(List.of(InstanceState.SILENT), states());
    }

    private void reported(Instant at, TelemetryReport report) {
        picture.add(at, report, Figures.of(report));
    }

    private void readUntil(Instant at) {
        picture.readUntil(at, at);
    }

    private List<InstanceState> states() {
        return picture.snapshot().instances().stream()
                .map(ObservedInstance::state)
                .toList();
    }
}
