package dev.carillon.common.retry;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a job asks for about its own retries. What it does not name is its channel's, as that is configured when an attempt fails.
 *
 * @param backoff null for the channel's
 * @param jitter 0 to 1; null for the channel's
 * @param maximumDuration null for the channel's
 */
public record RetryChoice(
        @Nullable Backoff backoff,
        @Nullable Double jitter,
        @Nullable Duration maximumDuration) {

    /** As it is sent and stored: {@code schedule} or {@code exponential}, {@code jitter}, {@code maximum_duration}; only what was named. */
    public Map<String, Object> toWire() {
        Map<String, Object> wire = new LinkedHashMap<>();
        switch (backoff) {
            case null -> {}
            case Backoff.Schedule(List<Duration> waits) ->
                wire.put("schedule", waits.stream().map(Duration::toString).toList());
            case Backoff.Exponential(Duration initial, double factor, Duration maximum) -> {
                Map<String, Object> exponential = new LinkedHashMap<>();
                exponential.put("initial", initial.toString());
                exponential.put("factor", factor);
                exponential.put("maximum", maximum.toString());
                wire.put("exponential", exponential);
            }
        }
        if (jitter != null) {
            wire.put("jitter", jitter);
        }
        if (maximumDuration != null) {
            wire.put("maximum_duration", maximumDuration.toString());
        }
        return wire;
    }

    /** Reads what {@link #toWire} made. Throws {@link RuntimeException} when it is something else. */
    public static RetryChoice ofWire(JsonObject wire) {
        String maximum = wire.getString("maximum_duration");
        return new RetryChoice(
                backoff(wire), wire.getDouble("jitter"), maximum == null ? null : Duration.parse(maximum));
    }

    private static @Nullable Backoff backoff(JsonObject wire) {
        JsonArray schedule = wire.getJsonArray("schedule");
        if (schedule != null) {
            return new Backoff.Schedule(schedule.stream()
                    .map(wait -> Duration.parse(String.valueOf(wait)))
                    .toList());
        }
        JsonObject exponential = wire.getJsonObject("exponential");
        return exponential == null
                ? null
                : new Backoff.Exponential(
                        Duration.parse(exponential.getString("initial")),
                        exponential.getDouble("factor"),
                        Duration.parse(exponential.getString("maximum")));
    }
}
