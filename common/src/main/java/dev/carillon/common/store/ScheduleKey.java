package dev.carillon.common.store;

import dev.carillon.common.schedule.Schedule;
import dev.carillon.common.schedule.ScheduleId;

/** A schedule as somebody read it: what writes by it writes nothing when the schedule was changed since. */
public record ScheduleKey(ScheduleId id, int version) {

    /** That of a schedule. */
    public static ScheduleKey of(Schedule schedule) {
        return new ScheduleKey(schedule.id(), schedule.version());
    }
}
