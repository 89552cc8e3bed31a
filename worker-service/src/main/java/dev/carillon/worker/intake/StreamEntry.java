package dev.carillon.worker.intake;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import dev.carillon.common.stream.JobStreamKey;

/**
 * An entry that was read and not yet acknowledged.
 *
 * @param id of the entry in its stream
 * @param organization whose window it counts in
 */
record StreamEntry(JobStreamKey stream, String id, JobId job, OrganizationId organization) {}
