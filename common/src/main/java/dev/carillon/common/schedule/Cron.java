package dev.carillon.common.schedule;

import static com.cronutils.model.field.CronFieldName.DAY_OF_MONTH;
import static com.cronutils.model.field.CronFieldName.DAY_OF_WEEK;
import static com.cronutils.model.field.CronFieldName.HOUR;
import static com.cronutils.model.field.CronFieldName.MINUTE;
import static com.cronutils.model.field.CronFieldName.MONTH;

import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.parser.CronParser;
import dev.carillon.common.body.Reading;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Unix cron expression: minute, hour, day of the month, month, day of the week. It is about what a clock on the wall shows;
 * {@link CronRecurrence} makes moments of it.
 *
 * <p>The library parses. Times are found here, field by field, because its own search visits up to 100,000 candidates for a cron
 * that never comes (0.2 s), takes 50 µs otherwise, and has its own mind about daylight-saving time.
 */
public final class Cron {

    /** No schedule looks further ahead. */
    static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private static final int LONGEST = 256;
    private static final Pattern CHARACTERS = Pattern.compile("[0-9A-Za-z*/, \t@-]*");
    private static final Pattern BEFORE_THE_REASON = Pattern.compile("^Failed to parse cron expression\\. ");
    private static final int LAST_YEAR = 9999;
    // From one leap day to the next there are up to eight years.
    private static final int FURTHEST_YEARS = 9;

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.defineCron()
            .withMinutes()
            .withValidRange(0, 59)
            .withStrictRange()
            .and()
            .withHours()
            .withValidRange(0, 23)
            .withStrictRange()
            .and()
            .withDayOfMonth()
            .withValidRange(1, 31)
            .withStrictRange()
            .and()
            .withMonth()
            .withValidRange(1, 12)
            .withStrictRange()
            .and()
            .withDayOfWeek()
            .withValidRange(0, 7)
            .withMondayDoWValue(1)
            .withIntMapping(7, 0)
            .withStrictRange()
            .and()
            .withSupportedNicknameHourly()
            .withSupportedNicknameDaily()
            .withSupportedNicknameMidnight()
            .withSupportedNicknameWeekly()
            .withSupportedNicknameMonthly()
            .withSupportedNicknameYearly()
            .withSupportedNicknameAnnually()
            .instance());

    private final String expression;
    private final CronField minutes;
    private final CronField hours;
    private final CronField days;
    private final CronField months;
    private final CronField weekdays;
    private final boolean anyDay;
    private final boolean anyWeekday;

    private Cron(String expression, com.cronutils.model.Cron parsed) {
        this.expression = expression;
        this.minutes = CronField.of(field(parsed, MINUTE), 0, 59);
        this.hours = CronField.of(field(parsed, HOUR), 0, 23);
        this.days = CronField.of(field(parsed, DAY_OF_MONTH), 1, 31);
        this.months = CronField.of(field(parsed, MONTH), 1, 12);
        this.weekdays = CronField.ofWeekdays(field(parsed, DAY_OF_WEEK));
        this.anyDay = field(parsed, DAY_OF_MONTH) instanceof Always;
        this.anyWeekday = field(parsed, DAY_OF_WEEK) instanceof Always;
    }

    /** Reads an expression that a client gave, and refuses one that never comes. */
    public static Reading<Cron> read(String text) {
        String expression = text.strip();
        if (expression.isEmpty() || expression.length() > LONGEST) {
            return Reading.wrong("must have 1 to " + LONGEST + " characters");
        }
        if (!CHARACTERS.matcher(expression).matches()) {
            return Reading.wrong("must have digits, names of months and days, and * / , - only");
        }
        try {
            Cron cron = new Cron(expression, PARSER.parse(expression).validate());
            return cron.comes() ? Reading.right(cron) : Reading.wrong("never comes: none of its months has such a day");
        } catch (IllegalArgumentException e) {
            String reason =
                    BEFORE_THE_REASON.matcher(String.valueOf(e.getMessage())).replaceFirst("");
            return Reading.wrong("must be a cron expression of five fields such as \"30 9 * * mon-fri\": " + reason);
        }
    }

    /** The expression as it was stored. Throws {@link IllegalArgumentException} when it is none. */
    public static Cron of(String expression) {
        return switch (read(expression)) {
            case Reading.Right<Cron>(Cron cron) -> cron;
            case Reading.Wrong<Cron>(String message) ->
                throw new IllegalArgumentException("The cron expression " + expression + " " + message);
        };
    }

    /** The first time on the clock later than {@code time}; empty when there is none until the year 9999. */
    Optional<LocalDateTime> after(LocalDateTime time) {
        LocalDateTime from = time.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        LocalDate last = from.toLocalDate().plusYears(FURTHEST_YEARS);
        LocalTime earliest = from.toLocalTime();
        LocalDate day = from.toLocalDate();
        while (day.isBefore(last) && day.getYear() <= LAST_YEAR) {
            if (!months.has(day.getMonthValue())) {
                day = day.withDayOfMonth(1).plusMonths(1);
                earliest = LocalTime.MIN;
                continue;
            }
            if (isDay(day)) {
                Optional<LocalTime> found = timeFrom(earliest);
                if (found.isPresent()) {
                    return found.map(day::atTime);
                }
            }
            day = day.plusDays(1);
            earliest = LocalTime.MIN;
        }
        return Optional.empty();
    }

    /** The last time on the clock that is not later than {@code time}; empty when there is none in the years before. */
    Optional<LocalDateTime> until(LocalDateTime time) {
        LocalDate day = time.toLocalDate();
        LocalDate first = day.minusYears(FURTHEST_YEARS);
        LocalTime latest = time.toLocalTime();
        while (day.isAfter(first)) {
            if (!months.has(day.getMonthValue())) {
                day = day.withDayOfMonth(1).minusDays(1);
                latest = LocalTime.MAX;
                continue;
            }
            if (isDay(day)) {
                Optional<LocalTime> found = timeUntil(latest);
                if (found.isPresent()) {
                    return found.map(day::atTime);
                }
            }
            day = day.minusDays(1);
            latest = LocalTime.MAX;
        }
        return Optional.empty();
    }

    private Optional<LocalTime> timeFrom(LocalTime earliest) {
        if (hours.has(earliest.getHour())) {
            int minute = minutes.from(earliest.getMinute());
            if (minute >= 0) {
                return Optional.of(LocalTime.of(earliest.getHour(), minute));
            }
        }
        int hour = hours.from(earliest.getHour() + 1);
        return hour < 0 ? Optional.empty() : Optional.of(LocalTime.of(hour, minutes.from(0)));
    }

    private Optional<LocalTime> timeUntil(LocalTime latest) {
        if (hours.has(latest.getHour())) {
            int minute = minutes.until(latest.getMinute());
            if (minute >= 0) {
                return Optional.of(LocalTime.of(latest.getHour(), minute));
            }
        }
        int hour = hours.until(latest.getHour() - 1);
        return hour < 0 ? Optional.empty() : Optional.of(LocalTime.of(hour, minutes.until(59)));
    }

    /** As cron has always had it: when both kinds of day are given, either will do. */
    private boolean isDay(LocalDate day) {
        boolean ofMonth = days.has(day.getDayOfMonth());
        boolean ofWeek = weekdays.has(day.getDayOfWeek().getValue());
        return anyDay || anyWeekday ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    /** Whether one of the months has one of the days. Any month has every day of the week. */
    private boolean comes() {
        if (!anyWeekday) {
            return true;
        }
        for (int month = months.from(1); month >= 0; month = months.from(month + 1)) {
            if (days.from(1) <= Month.of(month).maxLength()) {
                return true;
            }
        }
        return false;
    }

    private static FieldExpression field(com.cronutils.model.Cron parsed, CronFieldName name) {
        return parsed.retrieve(name).getExpression();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cron cron && cron.expression.equals(expression);
    }

    @Override
    public int hashCode() {
        return expression.hashCode();
    }

    /** The expression as it was given. */
    @Override
    public String toString() {
        return expression;
    }
}
