package dev.carillon.monitoring.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.common.cache.JsonCodec;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Priority;
import dev.carillon.monitoring.history.HistoryView;
import dev.carillon.monitoring.history.Percentiles;
import dev.carillon.monitoring.pause.PauseView;
import dev.carillon.monitoring.pause.PausesView;
import dev.carillon.monitoring.testing.MonitoringServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What instances of the monitoring read of each other in Redis is what they wrote. */
@QuarkusTest
@QuarkusTestResource(MonitoringServers.class)
class SharedPartsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    private static final Percentiles SOME =
            new Percentiles(3, Duration.ofNanos(1_234_567), Duration.ofMillis(2), Duration.ofSeconds(3), null);

    @Inject
    ObjectMapper json;

    @Test
    void jobs() {
        survives(
                JobsView.class,
                new JobsView(
                        Map.of("queued", 1L),
                        List.of(new JobsView.ChannelView(Channel.EMAIL, Map.of("queued", 1L))),
                        Duration.ofMillis(1_500)));
        survives(JobsView.class, new JobsView(Map.of(), List.of(), null));
    }

    @Test
    void pauses() {
        PauseView every = new PauseView(
                UUID.randomUUID(), "installation", null, null, null, null, "why", "ada@example.com", true, NOON, null);
        PauseView one = new PauseView(
                UUID.randomUUID(),
                "organization",
                UUID.randomUUID(),
                "Acme",
                Channel.WEBHOOK,
                Priority.LOW,
                "why",
                "key",
                false,
                NOON,
                NOON.plusSeconds(1));
        survives(PausesView.class, new PausesView(1, 1, List.of(every, one)));
    }

    @Test
    void series() {
        survives(
                SeriesView.class,
                new SeriesView(
                        Duration.ofMinutes(1),
                        List.of(new SeriesView.PointView(NOON, 1, 2, 3, 4, 5, SOME, SOME, SOME, SOME))));
    }

    @Test
    void history() {
        survives(
                HistoryView.class,
                new HistoryView(
                        "delivery", null, Duration.ofMinutes(1), List.of(new HistoryView.Point(NOON, null, SOME))));
        survives(
                HistoryView.class,
                new HistoryView(
                        "errors",
                        "api-service",
                        Duration.ofMinutes(1),
                        List.of(new HistoryView.Point(NOON, 7L, null))));
    }

    private <T> void survives(Class<T> type, T value) {
        JsonCodec<Part.Known<T>> codec =
                new JsonCodec<>(json, json.getTypeFactory().constructParametricType(Part.Known.class, type));
        Part.Known<T> known = new Part.Known<>(value, NOON);
        assertEquals(known, codec.decode(codec.encode(known)));
    }
}
