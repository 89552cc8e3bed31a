package dev.carillon.common.retry;

import java.time.Duration;

/** What follows a failed attempt. */
public sealed interface RetryDecision {

    /** Another attempt, after that wait. */
    record Again(Duration delay) implements RetryDecision {}

    /**
     * None: the job is dead.
     *
     * @param reason why, in a sentence
     */
    record GiveUp(String reason) implements RetryDecision {}
}
