package dev.carillon.common.schedule;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about a schedule.
 *
 * @param name unique in its organization
 * @param startAt does not fire before; null for at once
 * @param endAt does not fire after, null for never
 * @param limit fires so often and no more, at least 1; null for no limit
 */
public record ScheduleSettings(
        String name,
        Recurrence recurrence,
        @Nullable Instant startAt,
        @Nullable Instant endAt,
        @Nullable Integer limit,
        Misfire misfire,
        JobTemplate template) {

    /**
     * The first time later than {@code moment}; empty when there is none any more.
     *
     * @param firings that count against the limit so far
     */
    public Optional<Instant> after(Instant moment, int firings) {
        if (limit != null && firings >= limit) {
            return Optional.empty();
        }
        Instant from = startAt != null && startAt.isAfter(moment) ? startAt.minusNanos(1_000) : moment;
        return recurrence.after(from).filter(next -> endAt == null || !next.isAfter(endAt));
    }
}
