package dev.carillon.common.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.common.redis.RedisCommands;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import jakarta.inject.Singleton;

/** The Redis stream that carries the reports of all instances: one entry a report, its JSON in one field. */
@Singleton
public class TelemetryStream {

    /** The stream's key. */
    public static final String KEY = "carillon:telemetry";

    /** The entry's field that holds the report. A form that old readers could not read would go by another name. */
    public static final String REPORT_FIELD = "report";

    private final RedisCommands redis;
    private final ObjectMapper json;
    private final int length;

    TelemetryStream(RedisCommands redis, ObjectMapper json, TelemetryConfig config) {
        this.redis = redis;
        this.json = json;
        this.length = config.streamLength();
    }

    /** Appends the report and trims the stream. Fails when Redis did not answer in time; then nobody knows whether it did. */
    public Uni<Void> append(TelemetryReport report) {
        return redis.send(Command.XADD, KEY, "MAXLEN", "~", length, "*", REPORT_FIELD, encode(report))
                .replaceWithVoid();
    }

    /** The report of an entry. Throws {@link IllegalArgumentException} when the text is none. */
    public TelemetryReport decode(String text) {
        try {
            return json.readValue(text, TelemetryReport.class);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("Not a telemetry report", malformed);
        }
    }

    private String encode(TelemetryReport report) {
        try {
            return json.writeValueAsString(report);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A report of plain values could not be written", impossible);
        }
    }
}
