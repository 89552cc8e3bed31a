package dev.carillon.common.store;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobType;
import dev.carillon.common.job.Message;
import dev.carillon.common.job.Priority;
import dev.carillon.common.log.LogField;
import dev.carillon.common.retry.RetryChoice;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job that this worker, and no other, may deliver now.
 *
 * @param fence proves the claim when the job is settled; the number of this delivery
 * @param attempts those that counted before this one
 * @param crashes deliveries just before this one that were never settled
 * @param age since it was accepted, or since its {@code run_at}
 * @param claimedAt by PostgreSQL's clock
 * @param startedAt when the first attempt was, by PostgreSQL's clock; {@code claimedAt} when this is the first
 * @param payload the message as stored
 * @param retry what the job asks for about its own retries; null for its channel's
 */
public record ClaimedJob(
        JobId id,
        OrganizationId organizationId,
        JobType type,
        Channel channel,
        Priority priority,
        int fence,
        int attempts,
        int maxAttempts,
        int crashes,
        Duration age,
        Instant claimedAt,
        Instant startedAt,
        String payload,
        @Nullable RetryChoice retry) {

    /**
     * The message to deliver.
     *
     * @throws UnreadableMessageException when the stored payload is not one
     */
    public Message message() {
        return JobRow.message(type, payload);
    }

    /** What every line about its delivery carries. */
    public Map<LogField, ?> logFields() {
        return Map.of(
                LogField.JOB_ID,
                id,
                LogField.ORGANIZATION_ID,
                organizationId,
                LogField.TRACE_ID,
                LogField.trace(id.value()));
    }
}
