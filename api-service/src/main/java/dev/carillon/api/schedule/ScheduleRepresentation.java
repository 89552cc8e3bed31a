package dev.carillon.api.schedule;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.job.JobType;
import dev.carillon.common.schedule.CronRecurrence;
import dev.carillon.common.schedule.EveryRecurrence;
import dev.carillon.common.schedule.Misfire;
import dev.carillon.common.schedule.Schedule;
import dev.carillon.common.schedule.ScheduleSettings;
import dev.carillon.common.schedule.ScheduleState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as it is sent. It always has all of its fields: one that says nothing is null.
 *
 * @param firings that count against the limit: all but those by hand
 * @param nextFireTimes the next few, of which {@code nextFireAt} is the first; empty while it is paused, and once it has ended
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record ScheduleRepresentation(
        UUID id,
        String name,
        ScheduleState state,
        @Nullable String cron,
        @Nullable String timeZone,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Duration every,

        @Nullable Instant anchor,
        @Nullable Instant startAt,
        @Nullable Instant endAt,
        @Nullable Integer limit,
        Misfire misfire,
        @Nullable TemplateRepresentation email,
        @Nullable TemplateRepresentation notification,
        int firings,
        @Nullable Instant nextFireAt,
        List<Instant> nextFireTimes,
        @Nullable Instant lastFireAt,
        @Nullable Instant pausedAt,
        @Nullable String pauseReason,
        Instant createdAt,
        Instant updatedAt) {

    /** The schedule with {@code previewed} of its next times. */
    static ScheduleRepresentation from(Schedule schedule, int previewed) {
        ScheduleSettings settings = schedule.settings();
        CronRecurrence cron = settings.recurrence() instanceof CronRecurrence given ? given : null;
        EveryRecurrence every = settings.recurrence() instanceof EveryRecurrence given ? given : null;
        TemplateRepresentation template = TemplateRepresentation.from(settings.template());
        boolean isEmail = settings.template().message().channel().type() == JobType.EMAIL;
        return new ScheduleRepresentation(
                schedule.id().value(),
                settings.name(),
                schedule.state(),
                cron == null ? null : cron.cron().toString(),
                cron == null ? null : cron.zone().getId(),
                every == null ? null : every.step(),
                every == null ? null : every.anchor(),
                settings.startAt(),
                settings.endAt(),
                settings.limit(),
                settings.misfire(),
                isEmail ? template : null,
                isEmail ? null : template,
                schedule.firings(),
                schedule.nextFireAt(),
                schedule.preview(previewed),
                schedule.lastFireAt(),
                schedule.pausedAt(),
                schedule.pauseReason(),
                schedule.createdAt(),
                schedule.updatedAt());
    }

    /** Where it is found again. */
    String path() {
        return ScheduleResource.PATH + "/" + id;
    }
}
