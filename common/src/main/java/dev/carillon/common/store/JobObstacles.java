package dev.carillon.common.store;

import dev.carillon.common.job.Job;
import dev.carillon.common.lane.Lane;
import dev.carillon.common.pause.Pause;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job and what PostgreSQL knows to stand between it and its delivery.
 *
 * @param now by PostgreSQL's clock, when the job was read
 * @param workersAlive whether any worker's lease holds
 * @param holder who runs it; null unless it is running, or when that worker is already forgotten
 * @param pauses in force that hold such jobs back; looked for only while the job waits
 * @param lane that it goes through
 * @param putOff what the worker said that put it off without an attempt; null unless that is why it waits now
 * @param position in its line; null unless it is queued
 */
public record JobObstacles(
        Job job,
        Instant now,
        boolean workersAlive,
        @Nullable Holder holder,
        List<Pause> pauses,
        Lane lane,
        @Nullable String putOff,
        @Nullable LanePosition position) {

    public JobObstacles {
        pauses = List.copyOf(pauses);
    }

    /**
     * A worker that runs a job.
     *
     * @param worker its name
     * @param alive whether its lease holds
     */
    public record Holder(String worker, boolean alive) {}
}
