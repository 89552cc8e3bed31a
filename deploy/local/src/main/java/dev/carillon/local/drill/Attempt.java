package dev.carillon.local.drill;

import java.time.Duration;
import java.time.Instant;

/** One delivery, as the database records it. Times are by PostgreSQL's clock, which is this machine's. */
record Attempt(int number, Instant startedAt, Instant finishedAt, String outcome, String worker) {

    /** Journals know milliseconds, and a record is made a moment before or after what it tells of. */
    static final Duration SLACK = Duration.ofMillis(100);

    /** Whether a message that arrived then may be of this delivery. */
    boolean covers(Instant arrival) {
        return !arrival.isBefore(startedAt.minus(SLACK)) && !arrival.isAfter(finishedAt.plus(SLACK));
    }

    /** Whether it was under way at some time between both. */
    boolean spans(Instant from, Instant to) {
        return !startedAt.isAfter(to.plus(SLACK)) && !finishedAt.isBefore(from.minus(SLACK));
    }

    boolean ended(String as) {
        return outcome.equals(as);
    }

    @Override
    public String toString() {
        return "delivery %d by %s from %s to %s %s".formatted(number, worker, startedAt, finishedAt, outcome);
    }
}
