package dev.carillon.common.store;

import dev.carillon.common.job.JobState;
import dev.carillon.common.job.WireNamed;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.EnumSet;
import java.util.Set;

/** What people do to jobs, one by one or by filter. */
@RegisterForReflection
public enum JobAction implements WireNamed {
    /** Withdraws what has not been started, or waits for another attempt. */
    CANCEL,
    /** Queues again what ended badly or waits. */
    RETRY,
    /** Takes out of the dead letters what needs no more attention. */
    DISCARD;

    /** The action of that name. Throws {@link IllegalArgumentException} when there is none. */
    public static JobAction of(String wireName) {
        return WireNamed.require(values(), wireName);
    }

    /** The state to which it moves a job. */
    public JobState to() {
        return switch (this) {
            case CANCEL -> JobState.CANCELLED;
            case RETRY -> JobState.QUEUED;
            case DISCARD -> JobState.DISCARDED;
        };
    }

    /** The states from which it moves a job. */
    public Set<JobState> from() {
        return switch (this) {
            case CANCEL -> EnumSet.of(JobState.SCHEDULED, JobState.QUEUED, JobState.RETRYING, JobState.HELD);
            case RETRY ->
                EnumSet.of(
                        JobState.RETRYING,
                        JobState.HELD,
                        JobState.FAILED,
                        JobState.CANCELLED,
                        JobState.EXPIRED,
                        JobState.DISCARDED);
            case DISCARD -> EnumSet.of(JobState.HELD, JobState.FAILED, JobState.CANCELLED, JobState.EXPIRED);
        };
    }

    /**
     * The states that are meant by a filter which names none. A retry then leaves alone what a person ended (cancelled,
     * discarded) and what goes on by itself (retrying).
     */
    public Set<JobState> fromUnlessSaid() {
        return switch (this) {
            case CANCEL, DISCARD -> from();
            case RETRY -> EnumSet.of(JobState.HELD, JobState.FAILED, JobState.EXPIRED);
        };
    }
}
