package dev.carillon.common.schedule;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.Message;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.job.Priority;
import dev.carillon.common.retry.RetryChoice;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every firing of a schedule makes a job of: validated like a request for one job.
 *
 * @param maxAttempts at least 1
 * @param expiresAfter how long after its time a job may still start; null for ever
 * @param retry what its jobs ask for about their retries; null when those are the channel's
 */
public record JobTemplate(
        Message message,
        Priority priority,
        Map<String, String> tags,
        int maxAttempts,
        @Nullable Duration expiresAfter,
        @Nullable RetryChoice retry) {

    public JobTemplate {
        tags = Map.copyOf(tags);
    }

    /** The job for the moment {@code fireAt}. It expires by that moment, however late it is made. */
    public NewJob job(JobId id, OrganizationId organization, Instant fireAt) {
        Instant expiresAt = expiresAfter == null ? null : fireAt.plus(expiresAfter);
        return new NewJob(id, organization, priority, message, tags, null, expiresAt, maxAttempts, null, retry);
    }
}
