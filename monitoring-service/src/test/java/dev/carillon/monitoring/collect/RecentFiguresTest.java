package dev.carillon.monitoring.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.monitoring.testing.FakeInstance;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentFiguresTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final RecentFigures recent = new RecentFigures();

    @Test
    void addsUpAWindow() {
        accepted(NOON, 5);
        accepted(NOON.plusSeconds(30), 7);
        assertEquals(12, acceptedBy(NOON.plusSeconds(40), MINUTE));
    }

    @Test
    void saysHowLongTheWindowReallyIs() {
        assertEquals(
                Duration.ofSeconds(55),
                recent.over(MINUTE, NOON.plusSeconds(65)).span());
        assertEquals(
                Duration.ofSeconds(50),
                recent.over(MINUTE, NOON.plusSeconds(60)).span());
    }

    @Test
    void leavesOutWhatIsOlder() {
        accepted(NOON, 5);
        accepted(NOON.plusSeconds(61), 7);
        assertEquals(7, acceptedBy(NOON.plusSeconds(65), MINUTE));
    }

    @Test
    void forgetsWhatNobodyAsksForAnyMore() {
        accepted(NOON, 5);
        accepted(NOON.plusSeconds(400), 1);
        assertEquals(1, acceptedBy(NOON.plusSeconds(400), Duration.ofHours(1)));
    }

    @Test
    void countsReportsOfAClockThatWasSetBack() {
        accepted(NOON.plusSeconds(30), 5);
        accepted(NOON, 2);
        assertEquals(7, acceptedBy(NOON.plusSeconds(31), MINUTE));
    }

    private void accepted(Instant at, long jobs) {
        FakeInstance api = new FakeInstance("api-service", "api-1", Duration.ofSeconds(5));
        recent.add(
                at,
                "api-service",
                Figures.of(api.counted(CountMeasure.JOBS_ACCEPTED, jobs).report()));
    }

    private long acceptedBy(Instant now, Duration window) {
        return recent.over(window, now)
                .services()
                .getOrDefault("api-service", new Figures())
                .count(CountMeasure.JOBS_ACCEPTED);
    }
}
