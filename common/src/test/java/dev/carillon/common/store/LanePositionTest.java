package dev.carillon.common.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a job is likely to be sent, told only where the lane says enough. */
class LanePositionTest {

    @Test
    void theLaneGoesOnAsItDid() {
        LanePosition position = new LanePosition(99, false, 20, Duration.ofSeconds(10));

        assertEquals(Optional.of(2.0), position.startsPerSecond());
        assertEquals(Optional.of(Duration.ofSeconds(50)), position.expectedWait());
    }

    @ParameterizedTest
    @CsvSource({"9, PT1M", "10, PT9.999S", "10, ", "0, "})
    void fewStartsSayNothing(int started, @Nullable Duration since) {
        LanePosition position = new LanePosition(0, false, started, since);

        assertEquals(Optional.empty(), position.startsPerSecond());
        assertEquals(Optional.empty(), position.expectedWait());
    }

    @Test
    void whoIsNotCountedToTheEndIsToldNoTime() {
        LanePosition position = new LanePosition(1_000, true, 10, Duration.ofSeconds(10));

        assertEquals(Optional.of(1.0), position.startsPerSecond());
        assertEquals(Optional.empty(), position.expectedWait());
    }
}
