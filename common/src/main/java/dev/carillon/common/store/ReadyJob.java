package dev.carillon.common.store;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.Priority;

/** A queued job that wants an entry in its stream. */
public record ReadyJob(JobId id, OrganizationId organizationId, Priority priority) {

    /** The queued job as one that wants an entry. */
    public static ReadyJob of(Job job) {
        return new ReadyJob(job.id(), job.organizationId(), job.priority());
    }
}
