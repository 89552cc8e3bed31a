package dev.carillon.local.drill;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message that arrived more than once, with what is known of it.
 *
 * @param arrivals by the receivers' journal, oldest first
 * @param attempts by the database, oldest first
 */
record Repetition(String job, List<Instant> arrivals, List<Attempt> attempts) {

    /** Deliveries after that one which succeeded while the message arrived. */
    boolean succeededAfter(Attempt earlier, Instant arrival) {
        return attempts.stream()
                .anyMatch(later ->
                        later.number() > earlier.number() && later.ended("succeeded") && later.covers(arrival));
    }

    /** The only attempt among those; none when there are several, for then one of them is not explained. */
    static Optional<Attempt> only(List<Attempt> attempts) {
        return attempts.size() == 1 ? Optional.of(attempts.getFirst()) : Optional.empty();
    }

    Instant first() {
        return arrivals.getFirst();
    }

    Instant last() {
        return arrivals.getLast();
    }

    @Override
    public String toString() {
        return "job %s arrived at %s; %s".formatted(job, arrivals, attempts);
    }
}
