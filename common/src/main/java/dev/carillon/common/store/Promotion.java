package dev.carillon.common.store;

import dev.carillon.common.job.JobId;
import java.util.List;

/**
 * What became of jobs whose time had come.
 *
 * @param queued all that were queued
 * @param expired those that were ended, because they had expired before they could be queued
 * @param ready those of the queued that want to be published; the others wait in the backlog
 */
public record Promotion(List<JobId> queued, List<JobId> expired, List<ReadyJob> ready) {

    /** How many were moved. */
    public int total() {
        return queued.size() + expired.size();
    }
}
