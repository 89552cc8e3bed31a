package dev.carillon.common.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One delivery of a job, as recorded when it ended.
 *
 * @param number the job's fence during this delivery: ascends from 1
 * @param error what went wrong, in a sentence; null when nothing did
 * @param provider what carried it, such as {@code smtp}
 * @param worker the instance that ran it
 */
public record Attempt(
        int number,
        Instant startedAt,
        Instant finishedAt,
        AttemptOutcome outcome,
        @Nullable String error,
        String provider,
        String worker) {}
