package dev.carillon.common.store;

import dev.carillon.common.job.NewJob;
import dev.carillon.common.schedule.FiringKind;
import dev.carillon.common.schedule.Schedule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a schedule and in its name, all of it or nothing.
 *
 * @param jobs to make, oldest first
 * @param nextFireAt what the schedule waits for afterwards
 * @param skipped times that are let go
 */
public record PlannedFiring(
        Schedule schedule, List<TimedJob> jobs, @Nullable Instant nextFireAt, long skipped) {

    public PlannedFiring {
        jobs = List.copyOf(jobs);
    }

    /** A job to make, and the time that it is for. */
    public record TimedJob(NewJob job, Instant fireAt, FiringKind kind) {}

    /** How many of its jobs count against the limit: those that a person asks for do not. */
    int counted() {
        return (int)
                jobs.stream().filter(job -> job.kind() != FiringKind.MANUAL).count();
    }

    /** The latest time that was fired for. */
    @Nullable
    Instant lastFireAt() {
        return jobs.isEmpty() ? schedule.lastFireAt() : jobs.getLast().fireAt();
    }
}
