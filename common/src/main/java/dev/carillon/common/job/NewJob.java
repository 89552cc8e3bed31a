package dev.carillon.common.job;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.retry.RetryChoice;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A validated job that is about to be stored.
 *
 * @param runAt not before; null for at once
 * @param expiresAt not started after; null for never
 * @param maxAttempts at least 1
 * @param dedupeKey at most one unfinished job of its organization has it; null for none
 * @param retry what it asks for about its own retries; null for its channel's
 */
public record NewJob(
        JobId id,
        OrganizationId organizationId,
        Priority priority,
        Message message,
        Map<String, String> tags,
        @Nullable Instant runAt,
        @Nullable Instant expiresAt,
        int maxAttempts,
        @Nullable String dedupeKey,
        @Nullable RetryChoice retry) {

    public NewJob {
        tags = Map.copyOf(tags);
    }

    /** A job that leaves its retries to its channel. */
    public NewJob(
            JobId id,
            OrganizationId organizationId,
            Priority priority,
            Message message,
            Map<String, String> tags,
            @Nullable Instant runAt,
            @Nullable Instant expiresAt,
            int maxAttempts,
            @Nullable String dedupeKey) {
        this(id, organizationId, priority, message, tags, runAt, expiresAt, maxAttempts, dedupeKey, null);
    }
}
