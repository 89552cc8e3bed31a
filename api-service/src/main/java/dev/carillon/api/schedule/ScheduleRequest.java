package dev.carillon.api.schedule;

import dev.carillon.api.submit.TemplateReader;
import dev.carillon.common.body.Durations;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.body.WireNames;
import dev.carillon.common.schedule.Cron;
import dev.carillon.common.schedule.CronRecurrence;
import dev.carillon.common.schedule.EveryRecurrence;
import dev.carillon.common.schedule.JobTemplate;
import dev.carillon.common.schedule.Misfire;
import dev.carillon.common.schedule.Recurrence;
import dev.carillon.common.schedule.ScheduleSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@code POST} and {@code PUT} of a schedule ask for. */
final class ScheduleRequest {

    private static final int LARGEST_LIMIT = 1_000_000_000;
    private static final Duration LONGEST_EVERY = Duration.ofDays(366);
    private static final TextReader<String> NAME = TextReader.line(1, 200);
    private static final TextReader<Misfire> MISFIRE = WireNames.reader(Misfire.values());

    private final Fields fields;
    private final Instant now;
    private final Field<String> name;
    private final Field<Cron> cron;
    private final Field<ZoneId> timeZone;
    private final Field<Duration> every;
    private final Field<Instant> anchor;
    private final Field<Instant> startAt;
    private final Field<Instant> endAt;
    private final Field<Integer> limit;
    private final Field<Misfire> misfire;
    private final Field<Supplier<JobTemplate>> email;
    private final Field<Supplier<JobTemplate>> notification;

    private ScheduleRequest(Fields fields, Instant now, TemplateReader templates, ScheduleConfig config) {
        this.fields = fields;
        this.now = now;
        this.name = fields.required("name", NAME);
        this.cron = fields.optional("cron", Cron::read);
        this.timeZone = fields.optional("time_zone", TimeZones::read);
        this.every = fields.optional("every", Durations.between(config.leastEvery(), LONGEST_EVERY));
        this.anchor = fields.time("anchor");
        this.startAt = fields.time("start_at");
        this.endAt = fields.time("end_at");
        this.limit = fields.wholeNumber("limit", 1, LARGEST_LIMIT);
        this.misfire = fields.optional("misfire", MISFIRE);
        this.email = fields.object("email", given -> templates.email(given, now));
        this.notification = fields.object("notification", given -> templates.notification(given, now));
        fields.refuseUnknown();
    }

    /**
     * The settings that a body asks for. Throws a problem that names every mistake.
     *
     * @param now PostgreSQL's time, by which schedules fire
     */
    static ScheduleSettings read(RequestBody body, Instant now, TemplateReader templates, ScheduleConfig config) {
        Mistakes mistakes = body.mistakes();
        ScheduleRequest request = new ScheduleRequest(Fields.of(body.json(), mistakes), now, templates, config);
        request.checkTogether();
        mistakes.throwIfAny();
        ScheduleSettings settings = request.settings();
        request.checkThatItFires(settings);
        mistakes.throwIfAny();
        return settings;
    }

    private void checkTogether() {
        if (fields.has("cron") && fields.has("every")) {
            fields.mistake("every", "must not be given together with cron");
        } else if (!fields.has("cron") && !fields.has("every")) {
            fields.mistake("cron", "is required, or every");
        } else if (fields.has("cron") && fields.has("anchor")) {
            fields.mistake("anchor", "is for every; the times of a cron expression need none");
        } else if (fields.has("every") && fields.has("time_zone")) {
            fields.mistake("time_zone", "is for cron; every is the same in all time zones");
        }
        if (fields.has("email") && fields.has("notification")) {
            fields.mistake("notification", "must not be given together with email");
        } else if (!fields.has("email") && !fields.has("notification")) {
            fields.mistake("email", "is required, or notification");
        }
        Instant end = endAt.orNull();
        if (end != null && !end.isAfter(now)) {
            fields.mistake("end_at", "must be in the future");
        } else if (end != null && end.isBefore(startAt.orElse(end))) {
            fields.mistake("end_at", "must not be earlier than start_at");
        }
    }

    private void checkThatItFires(ScheduleSettings settings) {
        if (settings.after(now, 0).isPresent()) {
            return;
        }
        Optional<Instant> first = new ScheduleSettings(
                        settings.name(),
                        settings.recurrence(),
                        settings.startAt(),
                        null,
                        null,
                        settings.misfire(),
                        settings.template())
                .after(now, 0);
        first.ifPresentOrElse(
                time -> fields.mistake("end_at", "must not be earlier than the first time, which is " + time),
                () -> fields.mistake(startAt.isPresent() ? "start_at" : "anchor", "leaves no time to fire at"));
    }

    private ScheduleSettings settings() {
        return new ScheduleSettings(
                name.get(),
                recurrence(),
                startAt.orNull(),
                endAt.orNull(),
                limit.orNull(),
                misfire.orElse(Misfire.ONCE),
                (email.isPresent() ? email : notification).get().get());
    }

    private Recurrence recurrence() {
        if (cron.isPresent()) {
            return new CronRecurrence(cron.get(), timeZone.orElse(ZoneId.of("UTC")));
        }
        @Nullable Instant given = anchor.isPresent() ? anchor.orNull() : startAt.orNull();
        return new EveryRecurrence(every.get(), given == null ? now.truncatedTo(ChronoUnit.SECONDS) : given);
    }
}
