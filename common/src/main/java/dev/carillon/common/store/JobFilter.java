package dev.carillon.common.store;

import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.JobType;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of an organization's jobs are meant. All parts narrow together; a null part means any.
 *
 * @param tags names and the values they must have, all of them; none means any
 * @param createdAfter inclusive, to the millisecond
 * @param createdBefore exclusive, to the millisecond
 */
public record JobFilter(
        @Nullable JobState state,
        @Nullable JobType type,
        @Nullable Channel channel,
        Map<String, String> tags,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore) {

    /** Every job. */
    public static final JobFilter ALL = new JobFilter(null, null, null, Map.of(), null, null);

    public JobFilter {
        tags = Map.copyOf(tags);
    }

    /** Whether every job is meant. */
    public boolean isAll() {
        return equals(ALL);
    }
}
