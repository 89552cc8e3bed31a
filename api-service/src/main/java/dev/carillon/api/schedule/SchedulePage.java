package dev.carillon.api.schedule;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.schedule.Schedule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of an organization's schedules, by name.
 *
 * @param nextCursor for {@code ?cursor=} of the next page; null on the last
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record SchedulePage(
        List<ScheduleRepresentation> data, @Nullable String nextCursor) {

    /** The page of {@code limit} schedules, of which one more was asked for, to know whether there is a next page. */
    static SchedulePage of(List<Schedule> schedules, int limit, int previewed) {
        boolean more = schedules.size() > limit;
        List<Schedule> shown = more ? schedules.subList(0, limit) : schedules;
        return new SchedulePage(
                shown.stream()
                        .map(schedule -> ScheduleRepresentation.from(schedule, previewed))
                        .toList(),
                more ? PlaceCursor.afterName(shown.getLast().settings().name()).text() : null);
    }
}
