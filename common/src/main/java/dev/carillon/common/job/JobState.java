package dev.carillon.common.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The states of a job and the legal moves between them. {@code docs/job-lifecycle.md} draws them; {@link #next()} is the table
 * that a test compares with every statement that moves a job.
 */
@RegisterForReflection
public enum JobState implements WireNamed {
    /**
     * Waits for its {@code run_at}, or was snoozed: put off without an attempt, because what it goes through is paused or full.
     * The promoter queues it when it is due; a person may cancel it.
     */
    SCHEDULED,
    /**
     * Waits in its stream for a worker. A worker's claim starts it; a person may cancel it, or put it off by another
     * {@code run_at}; it may expire.
     */
    QUEUED,
    /**
     * A worker holds it under its lease. The worker settles it (succeeded, retrying, failed), snoozes it or hands it back; when the worker
     * died, the rescuer queues it again, holds it, or fails it.
     */
    RUNNING,
    /**
     * An attempt failed and the next is due later. The promoter queues it then, or ends it when it
     * expires before; a person queues it at once or cancels it.
     */
    RETRYING,
    /** Parked, because going on by itself could do harm. A person retries, discards or cancels it. */
    HELD,
    /** Delivered. Final. */
    SUCCEEDED,
    /** Dead: failed permanently or out of attempts. Stays inspectable; a person may retry or discard it. */
    FAILED,
    /** Withdrawn by a person before it ran. Final, unless a person retries it. A person may discard it. */
    CANCELLED,
    /** Its {@code expires_at} passed before it could run. Final, unless a person retries it. A person may discard it. */
    EXPIRED,
    /** Seen to by a person and out of the dead letters. Stays readable; final, unless a person retries it after all. */
    DISCARDED;

    /** The state of that name; empty when there is none. */
    public static Optional<JobState> parse(String wireName) {
        return WireNamed.find(values(), wireName);
    }

    /** The state of that name. Throws {@link IllegalArgumentException} when there is none. */
    @JsonCreator
    public static JobState of(String wireName) {
        return WireNamed.require(values(), wireName);
    }

    /** The states that a job may enter from this one. */
    public Set<JobState> next() {
        return switch (this) {
            case SCHEDULED, RETRYING -> EnumSet.of(QUEUED, CANCELLED, EXPIRED);
            // Succeeded: a worker that was thought dead reports late, before anybody claimed the job again.
            case QUEUED -> EnumSet.of(RUNNING, SCHEDULED, SUCCEEDED, CANCELLED, EXPIRED);
            case RUNNING -> EnumSet.of(SUCCEEDED, RETRYING, SCHEDULED, FAILED, QUEUED, HELD);
            case HELD -> EnumSet.of(QUEUED, SUCCEEDED, CANCELLED, DISCARDED);
            case FAILED, CANCELLED, EXPIRED -> EnumSet.of(QUEUED, DISCARDED);
            case DISCARDED -> EnumSet.of(QUEUED);
            case SUCCEEDED -> EnumSet.noneOf(JobState.class);
        };
    }

    /** Whether the job has ended: it does nothing more by itself and counts as finished. */
    public boolean isFinished() {
        return switch (this) {
            case SUCCEEDED, FAILED, CANCELLED, EXPIRED, DISCARDED -> true;
            case SCHEDULED, QUEUED, RUNNING, RETRYING, HELD -> false;
        };
    }

    /** Every state that may move to {@code target}. */
    public static Set<JobState> leadingTo(JobState target) {
        EnumSet<JobState> states = EnumSet.noneOf(JobState.class);
        for (JobState state : values()) {
            if (state.next().contains(target)) {
                states.add(state);
            }
        }
        return states;
    }
}
