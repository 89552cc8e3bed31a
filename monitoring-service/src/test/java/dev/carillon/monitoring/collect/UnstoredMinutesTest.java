package dev.carillon.monitoring.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.common.telemetry.TelemetryReport;
import dev.carillon.monitoring.testing.FakeInstance;
import dev.carillon.monitoring.testing.Settings;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnstoredMinutesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final UnstoredMinutes minutes = new UnstoredMinutes(
            Settings.of(CollectConfig.class, Map.of("carillon.monitoring.collect.pending-minutes", "4")));

    @Test
    void keepsMinutesUntilTheyAreStored() {
        reports(0, 1);
        reports(1, 1);
        minutes.readUntil(minute(1));
        List<InstanceMinute> batch = minutes.toStore(100);
        assertEquals(List.of(minute(0)), starts(batch));
        assertEquals(List.of(minute(0), minute(1)), starts(minutes.all()));
        minutes.stored(batch);
        assertEquals(List.of(minute(1)), starts(minutes.all()));
    }

    @Test
    void handsOutWholeMinutes() {
        reports(0, 2);
        reports(1, 2);
        minutes.readUntil(minute(2));
        assertEquals(List.of(minute(0), minute(0)), starts(minutes.toStore(1)));
    }

    @Test
    void givesUpTheOldestWhenPostgresqlIsAwayForTooLong() {
        for (int minute = 0; minute < 6; minute++) {
            reports(minute, 1);
        }
        minutes.readUntil(minute(6));
        assertEquals(List.of(minute(2), minute(3), minute(4), minute(5)), starts(minutes.toStore(100)));
    }

    @Test
    void takesNoNoticeThatWhatWasGivenUpIsStored() {
        reports(0, 1);
        minutes.readUntil(minute(1));
        List<InstanceMinute> batch = minutes.toStore(100);
        for (int minute = 1; minute < 6; minute++) {
            reports(minute, 1);
        }
        minutes.readUntil(minute(6));
        minutes.stored(batch);
        assertEquals(4, minutes.toStore(100).size());
    }

    private void reports(int minute, int instances) {
        for (int number = 0; number < instances; number++) {
            TelemetryReport report = FakeInstance.worker().report();
            minutes.add(minute(minute), report, Figures.of(report));
        }
    }

    private static Instant minute(int number) {
        return NOON.plus(number, ChronoUnit.MINUTES);
    }

    private static List<Instant> starts(List<InstanceMinute> rows) {
        return rows.stream().map(InstanceMinute::minute).toList();
    }
}
