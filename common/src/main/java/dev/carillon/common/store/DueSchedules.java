package dev.carillon.common.store;

import dev.carillon.common.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Schedules that are due.
 *
 * @param now PostgreSQL's time when they were read
 * @param unreadable those that are due and cannot be understood
 * @param untilNext how long until the next one is due; null when that is not within what was asked for, or more may be
 *     due
 */
public record DueSchedules(
        Instant now,
        List<Weighed> schedules,
        List<Unreadable> unreadable,
        @Nullable Duration untilNext) {

    public DueSchedules {
        schedules = List.copyOf(schedules);
        unreadable = List.copyOf(unreadable);
    }

    /** Whether none is due. */
    public boolean isEmpty() {
        return schedules.isEmpty() && unreadable.isEmpty();
    }

    /**
     * A schedule that is due.
     *
     * @param bytes of its message, about
     */
    public record Weighed(Schedule schedule, int bytes) {}

    /** A schedule that this version of Carillon, or of its time zones, does not understand. */
    public record Unreadable(ScheduleKey key, String reason) {}
}
