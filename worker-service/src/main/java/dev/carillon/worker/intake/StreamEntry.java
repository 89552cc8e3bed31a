package dev.carillon.worker.intake;

import dev.carillon.common.job.JobId;
import dev.carillon.common.stream.JobStreamKey;

/**
 * An entry that was read and not yet acknowledged.
 *
 * @param id of the entry in its stream
 */
record StreamEntry(JobStreamKey stream, String id, JobId job) {}
