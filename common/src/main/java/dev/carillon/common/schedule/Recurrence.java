package dev.carillon.common.schedule;

import java.time.Instant;
import java.util.Optional;

/** An endless series of moments, to the microsecond. It depends on nothing but itself: no clock, no state. */
public sealed interface Recurrence permits CronRecurrence, EveryRecurrence {

    /** The first moment later than {@code moment}; empty when there is none until the year 9999. */
    Optional<Instant> after(Instant moment);

    /** The last moment that is not later than {@code moment}; empty when there is none. */
    Optional<Instant> until(Instant moment);

    /**
     * How many moments there are from {@code first}, which is one, to {@code last}, both included.
     *
     * @param most where counting costs time, no more than so many are counted
     */
    long count(Instant first, Instant last, int most);
}
