package dev.carillon.common.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule whose time has come is to do now.
 *
 * @param times to make jobs for, oldest first
 * @param skipped how many times are let go; of a cron, no more than 10,000 are counted
 * @param nextFireAt when to look again; null when it has ended. Not later than now when there was no room for all
 */
public record FiringPlan(
        List<Due> times, long skipped, @Nullable Instant nextFireAt) {

    // After an outage of months; enough to tell that there was one.
    private static final int MOST_COUNTED = 10_000;

    public FiringPlan {
        times = List.copyOf(times);
    }

    /** A time to make a job for. */
    public record Due(Instant fireAt, FiringKind kind) {}

    /**
     * What counts as missed, and what is made up for.
     *
     * @param grace the latest time is on time for so long
     * @param most missed times that {@link Misfire#ALL} makes up for
     */
    public record Rules(Duration grace, int most) {}

    /**
     * Plans for a schedule that is due.
     *
     * @param room for so many jobs, at least 1; the rest stays due
     */
    public static FiringPlan of(Schedule schedule, Instant now, Rules rules, int room) {
        ScheduleSettings settings = schedule.settings();
        Instant first = schedule.nextFireAt();
        if (first == null || first.isAfter(now)) {
            return new FiringPlan(List.of(), 0, first);
        }
        Instant end = settings.endAt();
        Instant bound = end != null && end.isBefore(now) ? end : now;
        Instant last = settings.recurrence()
                .until(bound)
                .filter(each -> !each.isBefore(first))
                .orElse(first);
        List<Instant> wanted = within(limit(schedule), wanted(settings, first, last, now, rules));
        long skipped = settings.recurrence()
                .count(first, wanted.isEmpty() ? last : wanted.getFirst().minusNanos(1_000), MOST_COUNTED);
        if (wanted.size() > room) {
            return new FiringPlan(dues(wanted.subList(0, room), last, now, rules), skipped, wanted.get(room));
        }
        Instant next = settings.after(bound, schedule.firings() + wanted.size()).orElse(null);
        return new FiringPlan(dues(wanted, last, now, rules), skipped, next);
    }

    private static List<Due> dues(List<Instant> times, Instant last, Instant now, Rules rules) {
        return times.stream()
                .map(time -> new Due(
                        time, time.equals(last) && !isBeyond(time, now, rules) ? FiringKind.ON_TIME : FiringKind.LATE))
                .toList();
    }

    private static List<Instant> wanted(
            ScheduleSettings settings, Instant first, Instant last, Instant now, Rules rules) {
        return switch (settings.misfire()) {
            case SKIP -> isBeyond(last, now, rules) ? List.of() : List.of(last);
            case ONCE -> List.of(last);
            case ALL -> latest(settings.recurrence(), first, last, rules.most());
        };
    }

    private static List<Instant> latest(Recurrence recurrence, Instant first, Instant last, int most) {
        Deque<Instant> times = new ArrayDeque<>();
        Optional<Instant> time = Optional.of(last);
        while (time.isPresent() && !time.get().isBefore(first) && times.size() < most) {
            times.addFirst(time.get());
            time = recurrence.until(time.get().minusNanos(1_000));
        }
        return new ArrayList<>(times);
    }

    private static int limit(Schedule schedule) {
        Integer limit = schedule.settings().limit();
        return limit == null ? Integer.MAX_VALUE : Math.max(0, limit - schedule.firings());
    }

    private static List<Instant> within(int limit, List<Instant> times) {
        return times.size() <= limit ? times : times.subList(0, limit);
    }

    private static boolean isBeyond(Instant time, Instant now, Rules rules) {
        return Duration.between(time, now).compareTo(rules.grace()) > 0;
    }
}
