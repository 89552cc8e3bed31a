package dev.carillon.common.job;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.retry.RetryChoice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as its row has it, without the message it carries.
 *
 * @param attempts those that counted; deliveries cut short by a crash or a shutdown do not
 * @param runAt not before; null for at once
 * @param expiresAt not started after; null for never
 * @param dueAt when it enters its stream; null unless scheduled, snoozed or retrying
 * @param startedAt of the first delivery
 * @param dedupeKey at most one unfinished job of its organization has it; null for none
 * @param retry what it asks for about its own retries; null for its channel's
 * @param timeline every state it entered, oldest first
 */
public record Job(
        JobId id,
        OrganizationId organizationId,
        JobType type,
        Channel channel,
        Priority priority,
        JobState state,
        int attempts,
        int maxAttempts,
        Instant createdAt,
        @Nullable Instant runAt,
        @Nullable Instant expiresAt,
        @Nullable Instant dueAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String lastError,
        @Nullable String dedupeKey,
        Map<String, String> tags,
        @Nullable RetryChoice retry,
        List<TimelineEntry> timeline) {

    public Job {
        tags = Map.copyOf(tags);
        timeline = List.copyOf(timeline);
    }

    /** This job as it was when it had just been accepted. */
    public Job asAccepted() {
        TimelineEntry first = timeline.getFirst();
        return new Job(
                id,
                organizationId,
                type,
                channel,
                priority,
                first.state(),
                0,
                maxAttempts,
                createdAt,
                runAt,
                expiresAt,
                first.state() == JobState.SCHEDULED ? runAt : null,
                null,
                null,
                null,
                dedupeKey,
                tags,
                retry,
                List.of(first));
    }
}
