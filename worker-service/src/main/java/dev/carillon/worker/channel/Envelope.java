package dev.carillon.worker.channel;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;

/**
 * What a channel knows of a message besides its content.
 *
 * @param jobId the same for every attempt, so that the recipient's side can recognise a repetition
 */
public record Envelope(JobId jobId, OrganizationId organizationId) {}
