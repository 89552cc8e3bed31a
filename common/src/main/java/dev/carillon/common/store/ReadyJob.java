package dev.carillon.common.store;

import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.Priority;

/**
 * A queued job that wants an entry in its stream.
 *
 * @param shard of its organization, whatever the number of streams is now
 */
public record ReadyJob(JobId id, int shard, Priority priority) {

    /** The queued job as one that wants an entry. */
    public static ReadyJob of(Job job) {
        return new ReadyJob(job.id(), Shard.of(job.organizationId()), job.priority());
    }
}
