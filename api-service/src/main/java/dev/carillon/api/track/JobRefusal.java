package dev.carillon.api.track;

import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;

/** Why a job cannot be shown, cancelled or retried. */
public final class JobRefusal {

    private JobRefusal() {}

    /** The same for a job that does not exist, that is another organization's, and for what is no id at all. */
    public static ProblemException unknown() {
        return new ProblemException(
                Problem.of(ProblemKind.NOT_FOUND, "There is no such job in the organization of this API key."));
    }

    static ProblemException notCancellable(JobState state) {
        return inState(
                state,
                switch (state) {
                    case RUNNING ->
                        "A running job cannot be cancelled. If its attempt fails, it can be cancelled before the next.";
                    case SUCCEEDED -> "A job that has been delivered cannot be cancelled.";
                    case FAILED, CANCELLED, EXPIRED -> "It has ended already, so there is nothing to cancel.";
                    case SCHEDULED, QUEUED, RETRYING, HELD -> "It changed while it was to be cancelled: try again.";
                });
    }

    static ProblemException notRetryable(JobState state) {
        return inState(
                state,
                switch (state) {
                    case RUNNING ->
                        "It is running already. If the attempt fails, it is tried again by itself or can be retried then.";
                    case QUEUED -> "It is about to run already.";
                    case SCHEDULED -> "It has not run yet: it starts by itself at its run_at.";
                    case SUCCEEDED -> "A job that has been delivered is not sent again. Submit a new one.";
                    case RETRYING, HELD, FAILED, CANCELLED, EXPIRED ->
                        "It changed while it was to be retried: try again.";
                });
    }

    static ProblemException keyTaken(JobId holder) {
        return new ProblemException(Problem.of(
                ProblemKind.CONFLICT,
                "Job %s has the dedupe_key of this one and is unfinished. Wait for its end or cancel it, then retry."
                        .formatted(holder)));
    }

    private static ProblemException inState(JobState state, String explanation) {
        return new ProblemException(
                Problem.of(ProblemKind.JOB_STATE, "The job is " + state.wireName() + ". " + explanation));
    }
}
