package dev.carillon.common.stream;

import dev.carillon.common.job.Priority;

/**
 * Names a stream of jobs.
 *
 * @param shard 0 to the number of shards, exclusive
 */
public record JobStreamKey(int shard, Priority priority) {

    /** The consumer group that all workers share. */
    public static final String GROUP = "workers";

    /** The key in Redis. The braces put a shard's streams in one slot of a cluster. */
    @Override
    public String toString() {
        return "carillon:jobs:{" + shard + "}:" + priority.wireName();
    }
}
