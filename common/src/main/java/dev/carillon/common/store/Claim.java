package dev.carillon.common.store;

import dev.carillon.common.job.JobId;
import java.util.List;

/**
 * What a claim gave.
 *
 * @param jobs that are this worker's to deliver now
 * @param expired jobs that were too late, and were ended by the claim
 */
public record Claim(List<ClaimedJob> jobs, List<JobId> expired) {}
