package dev.carillon.common.store;

import dev.carillon.common.job.JobId;
import java.util.List;

/**
 * What became of jobs whose time had come.
 *
 * @param queued all that were queued
 * @param ready those of them that want to be published; the others wait in the backlog
 */
public record Promotion(List<JobId> queued, List<ReadyJob> ready) {

    /** How many were queued. */
    public int total() {
        return queued.size();
    }
}
