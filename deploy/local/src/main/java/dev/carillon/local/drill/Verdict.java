package dev.carillon.local.drill;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What became of the jobs of one fault.
 *
 * @param accepted answered 202
 * @param finished of these: succeeded by the database, and arrived
 * @param lost accepted and not finished; also what was committed without an answer and did not finish
 * @param twice arrived more than once
 * @param excuses what explains how many of these, each by its own deliveries
 * @param odd what else must not be: arrived early, arrived without a row, or has times out of order; a sentence each
 * @param evidence of what was lost and what arrived twice, a line each, the first few
 * @param longest from 202, or the time it was scheduled for, to arrival, of the job that waited longest
 * @param slowest that job, and what happened to it when
 * @param organizations that had jobs
 * @param channels that had jobs
 * @param deliveries recorded, by worker
 */
public record Verdict(
        int accepted,
        int finished,
        int lost,
        int twice,
        Map<String, Integer> excuses,
        List<String> odd,
        List<String> evidence,
        Duration longest,
        String slowest,
        int organizations,
        int channels,
        Map<String, Long> deliveries) {

    /** How many of those that arrived twice the fault explains. */
    int excused() {
        return excuses.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether everything accepted finished, and nothing was repeated but what the fault explains. */
    boolean passed() {
        return accepted > 0 && lost == 0 && twice == excused() && odd.isEmpty();
    }
}
