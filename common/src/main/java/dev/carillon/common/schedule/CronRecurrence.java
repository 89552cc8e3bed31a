package dev.carillon.common.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;

/**
 * The moments at which the clocks of a time zone show the times of a cron expression.
 *
 * <p>Where clocks go forward, a time that they leave out comes at the moment of the change: the first at which it is no longer too
 * early, as on every other day, and the one that keeps all times in their order. Several such times are one moment. Where clocks go back,
 * a time that they show twice comes when they show it first.
 */
public record CronRecurrence(Cron cron, ZoneId zone) implements Recurrence {

    @Override
    public Optional<Instant> after(Instant moment) {
        return cron.after(shown(moment)).map(this::moment).filter(next -> !next.isAfter(Cron.LAST));
    }

    @Override
    public Optional<Instant> until(Instant moment) {
        return cron.until(shown(moment)).map(this::moment);
    }

    @Override
    public long count(Instant first, Instant last, int most) {
        long count = 0;
        for (Optional<Instant> moment = Optional.of(first);
                count < most && moment.isPresent() && !moment.get().isAfter(last);
                moment = after(moment.get())) {
            count++;
        }
        return count;
    }

    /** What the clocks show; the second time they show the same, what they showed last before they went back. */
    private LocalDateTime shown(Instant moment) {
        LocalDateTime time = LocalDateTime.ofInstant(moment, zone);
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        return change != null && change.isOverlap() && !moment.isBefore(change.getInstant())
                ? change.getDateTimeBefore().minusNanos(1)
                : time;
    }

    private Instant moment(LocalDateTime time) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        return offsets.isEmpty()
                ? zone.getRules().getTransition(time).getInstant()
                : time.toInstant(offsets.getFirst());
    }
}
