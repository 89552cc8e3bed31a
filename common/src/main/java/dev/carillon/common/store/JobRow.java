package dev.carillon.common.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.EmailMessage;
import dev.carillon.common.job.EventMessage;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.JobType;
import dev.carillon.common.job.Message;
import dev.carillon.common.job.NotificationMessage;
import dev.carillon.common.job.Priority;
import dev.carillon.common.job.TimelineEntry;
import dev.carillon.common.retry.RetryChoice;
import io.quarkus.logging.Log;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between rows of table {@code job} and {@link Job}, {@link Message}. */
final class JobRow {

    /** The columns that {@link #job} reads. */
    static final String COLUMNS = """
            id, organization_id, type, channel, priority, state::text AS state, attempts, max_attempts, created_at, \
            run_at, expires_at, due_at, started_at, finished_at, last_error, dedupe_key, tags, retry, \
            timeline_states::text[] AS timeline_states, timeline_times""";

    /** Messages are stored in the names of the HTTP interface, whatever the service's own JSON settings are. */
    private static final ObjectMapper MESSAGES = new ObjectMapper();

    private JobRow() {}

    static Job job(Row row) {
        return new Job(
                new JobId(row.getUUID("id")),
                new OrganizationId(row.getUUID("organization_id")),
                JobType.of(row.getString("type")),
                Channel.of(row.getString("channel")),
                Priority.ofCode(row.getShort("priority")),
                JobState.of(row.getString("state")),
                row.getShort("attempts"),
                row.getShort("max_attempts"),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row, "run_at"),
                instant(row, "expires_at"),
                instant(row, "due_at"),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                row.getString("last_error"),
                row.getString("dedupe_key"),
                tags(row.getJsonObject("tags")),
                retry(row),
                timeline(row));
    }

    static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static String payload(Message message) {
        try {
            return MESSAGES.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A " + message.channel() + " message could not be written as JSON", e);
        }
    }

    /**
     * The message of a job.
     *
     * @throws UnreadableMessageException when the payload is not one of that type
     */
    static Message message(JobType type, String payload) {
        try {
            return switch (type) {
                case EMAIL -> MESSAGES.readValue(payload, EmailMessage.class);
                case EVENT -> MESSAGES.readValue(payload, EventMessage.class);
                case NOTIFICATION -> MESSAGES.readValue(payload, NotificationMessage.class);
            };
        } catch (JsonProcessingException e) {
            throw new UnreadableMessageException("The payload is no " + type.wireName() + " message", e);
        }
    }

    /** What the job asks for; null also when another version wrote it, for one such row must not spoil a claim of many. */
    static @Nullable RetryChoice retry(Row row) {
        try {
            return row.getValue("retry") instanceof JsonObject stored ? RetryChoice.ofWire(stored) : null;
        } catch (RuntimeException e) {
            Log.warnf("The retry policy of job %s cannot be read, its channel's counts: %s", row.getUUID("id"), e);
            return null;
        }
    }

    static Map<String, String> tags(@Nullable JsonObject stored) {
        if (stored == null) {
            return Map.of();
        }
        Map<String, String> tags = new HashMap<>();
        stored.forEach(tag -> tags.put(tag.getKey(), String.valueOf(tag.getValue())));
        return tags;
    }

    static List<TimelineEntry> timeline(Row row) {
        String[] states = row.getArrayOfStrings("timeline_states");
        OffsetDateTime[] times = row.getArrayOfOffsetDateTimes("timeline_times");
        List<TimelineEntry> timeline = new ArrayList<>(states.length);
        for (int i = 0; i < states.length; i++) {
            timeline.add(new TimelineEntry(JobState.of(states[i]), times[i].toInstant()));
        }
        return timeline;
    }
}
