package dev.carillon.common.store;

import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.JobType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of an organization's jobs are meant. A null part means any.
 *
 * @param tag a name and the value it must have
 * @param createdAfter inclusive
 * @param createdBefore exclusive
 */
public record JobFilter(
        @Nullable JobState state,
        @Nullable JobType type,
        @Nullable Channel channel,
        @Nullable Tag tag,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore) {

    /** Every job. */
    public static final JobFilter ALL = new JobFilter(null, null, null, null, null, null);

    /** A tag with its value. */
    public record Tag(String name, String value) {}
}
