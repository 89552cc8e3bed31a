package dev.carillon.api.control;

import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;

/** Why nothing can be done to a job. */
final class JobRefusal {

    private JobRefusal() {}

    static ProblemException notCancellable(JobState state) {
        return inState(
                state,
                switch (state) {
                    case RUNNING ->
                        "A running job cannot be cancelled. If its attempt fails, it can be cancelled before the next.";
                    case SUCCEEDED -> "A job that has been delivered cannot be cancelled.";
                    case FAILED, CANCELLED, EXPIRED, DISCARDED ->
                        "It has ended already, so there is nothing to cancel.";
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
                    case RETRYING, HELD, FAILED, CANCELLED, EXPIRED, DISCARDED ->
                        "It changed while it was to be retried: try again.";
                });
    }

    static ProblemException notDiscardable(JobState state) {
        return inState(
                state,
                switch (state) {
                    case SCHEDULED, QUEUED, RETRYING -> "It is to be delivered yet: cancel it instead.";
                    case RUNNING -> "A running job cannot be discarded. If it fails, it can be discarded then.";
                    case SUCCEEDED -> "A job that has been delivered is no dead letter.";
                    case DISCARDED -> "There is nothing more to do.";
                    case HELD, FAILED, CANCELLED, EXPIRED -> "It changed while it was to be discarded: try again.";
                });
    }

    static ProblemException notChangeable(JobState state) {
        return inState(
                state,
                switch (state) {
                    case RUNNING ->
                        "A running job cannot be changed. If its attempt fails, it can be changed before the next.";
                    case SUCCEEDED -> "A job that has been delivered cannot be changed. Submit a new one.";
                    case FAILED, CANCELLED, EXPIRED, DISCARDED ->
                        "It has ended, so nothing would come of a change. Retry it, then change it.";
                    case HELD ->
                        "A held job waits for a person and not for a time, so it has no run_at to be changed. Retry it.";
                    case SCHEDULED, QUEUED, RETRYING -> "It changed while it was to be changed: try again.";
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
