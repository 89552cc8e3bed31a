package dev.carillon.monitoring.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class PartTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Instant now = NOON;
    private final InstantSource clock = () -> now;
    private Uni<String> source = Uni.createFrom().item("first");

    private final Part<String> part =
            new Part<>("test", () -> source, Duration.ofMillis(50), Duration.ofSeconds(10), clock);

    @Test
    void keepsAnAnswerForAWhile() {
        assertEquals(new Reading<>("first", NOON, false), read());
        source = Uni.createFrom().item("second");
        now = NOON.plusSeconds(10);
        assertEquals(new Reading<>("first", NOON, false), read());
        now = NOON.plusSeconds(11);
        assertEquals(new Reading<>("second", now, false), read());
    }

    @Test
    void answersWhatItKnewWhenItsSourceFails() {
        read();
        now = NOON.plusSeconds(60);
        source = Uni.createFrom().failure(new IllegalStateException("away"));
        assertEquals(new Reading<>("first", NOON, true), read());
    }

    @Test
    void answersInTimeWhenItsSourceDoesNot() {
        source = Uni.createFrom().nothing();
        assertEquals(new Reading<>(null, null, true), read());
    }

    private Reading<String> read() {
        return part.read().await().atMost(Duration.ofSeconds(10));
    }
}
