package dev.carillon.api.track;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.JobType;
import dev.carillon.common.job.Priority;
import dev.carillon.common.job.TimelineEntry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is sent. It always has all of its fields: one that says nothing yet is null.
 *
 * @param retry what it asks for about its own retries; null when they are its channel's
 * @param nextAttemptAt when it enters the queue; null unless it is scheduled or retrying
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record JobRepresentation(
        UUID id,
        JobType type,
        Channel channel,
        JobState state,
        Priority priority,
        Map<String, String> tags,
        int attempts,
        int maxAttempts,
        @Nullable Map<String, Object> retry,
        Instant createdAt,
        @Nullable Instant runAt,
        @Nullable Instant expiresAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant nextAttemptAt,
        @Nullable String lastError,
        @Nullable String dedupeKey,
        List<TimelineEntry> timeline) {

    /** The job as it is sent. */
    public static JobRepresentation from(Job job) {
        return new JobRepresentation(
                job.id().value(),
                job.type(),
                job.channel(),
                job.state(),
                job.priority(),
                job.tags(),
                job.attempts(),
                job.maxAttempts(),
                job.retry() == null ? null : job.retry().toWire(),
                job.createdAt(),
                job.runAt(),
                job.expiresAt(),
                job.startedAt(),
                job.finishedAt(),
                job.dueAt(),
                job.lastError(),
                job.dedupeKey(),
                job.timeline());
    }

    /** Where it is found again. */
    public String path() {
        return "/v1/jobs/" + id;
    }
}
