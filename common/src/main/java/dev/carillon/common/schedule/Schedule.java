package dev.carillon.common.schedule;

import dev.carillon.common.identity.OrganizationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as its row has it.
 *
 * @param firings that count against the limit: all but those by hand
 * @param nextFireAt null while it is paused, and once it has ended
 * @param lastFireAt the latest time that was fired for; null before the first
 * @param pausedAt null unless it is paused
 * @param pauseReason why it was paused by Carillon itself; null unless it was
 * @param version raised by every change: whoever writes names the version that he read
 */
public record Schedule(
        ScheduleId id,
        OrganizationId organizationId,
        ScheduleSettings settings,
        int firings,
        @Nullable Instant nextFireAt,
        @Nullable Instant lastFireAt,
        @Nullable Instant pausedAt,
        @Nullable String pauseReason,
        Instant createdAt,
        Instant updatedAt,
        int version) {

    /** A new one. */
    public static Schedule create(
            ScheduleId id, OrganizationId organizationId, ScheduleSettings settings, Instant now) {
        return new Schedule(
                id, organizationId, settings, 0, settings.after(now, 0).orElse(null), null, null, null, now, now, 0);
    }

    /** Whether it fires. */
    public ScheduleState state() {
        if (pausedAt != null) {
            return ScheduleState.PAUSED;
        }
        return nextFireAt == null ? ScheduleState.ENDED : ScheduleState.ACTIVE;
    }

    /** The same schedule, not to fire. What is due and has not fired is let go. */
    public Schedule paused(Instant now) {
        return pausedAt != null ? this : with(settings, null, now, now);
    }

    /** The same schedule, to fire from its next time after {@code now} on. */
    public Schedule resumed(Instant now) {
        return pausedAt == null
                ? this
                : with(settings, settings.after(now, firings).orElse(null), null, now);
    }

    /** The same schedule with other settings, from {@code now} on. It stays paused, and its firings stay counted. */
    public Schedule replaced(ScheduleSettings others, Instant now) {
        Instant next = pausedAt != null ? null : others.after(now, firings).orElse(null);
        return with(others, next, pausedAt, now);
    }

    /** The next times that it will fire at, {@code most} at most. */
    public List<Instant> preview(int most) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> next = Optional.ofNullable(nextFireAt);
        while (next.isPresent() && times.size() < most) {
            times.add(next.get());
            next = settings.after(next.get(), firings + times.size());
        }
        return times;
    }

    private Schedule with(ScheduleSettings newSettings, @Nullable Instant next, @Nullable Instant paused, Instant now) {
        return new Schedule(
                id,
                organizationId,
                newSettings,
                firings,
                next,
                lastFireAt,
                paused,
                paused == null ? null : pauseReason,
                createdAt,
                now,
                version);
    }
}
