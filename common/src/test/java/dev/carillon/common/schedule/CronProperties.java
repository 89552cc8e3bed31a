package dev.carillon.common.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.body.Reading;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Against a cron that looks at every minute. */
class CronProperties {

    private static final List<ZoneId> ZONES = List.of(
                    "UTC",
                    "Europe/Berlin",
                    "America/New_York",
                    "America/Sao_Paulo",
                    "Australia/Lord_Howe", // half an hour
                    "Africa/Casablanca", // twice a year around Ramadan
                    "Asia/Kathmandu",
                    "Pacific/Apia", // left out a whole day in 2011
                    "America/St_Johns", // once changed at 00:01
                    "Asia/Beirut", // changes at midnight
                    "Antarctica/Troll", // two hours
                    "Europe/Dublin")
            .stream()
            .map(ZoneId::of)
            .toList();

    /** An expression, and the numbers that its author had in mind. Null stands for a star. */
    record Example(String text, Numbers minutes, Numbers hours, Numbers days, Numbers months, Numbers weekdays) {

        boolean matches(LocalDateTime time) {
            DayOfWeek weekday = time.getDayOfWeek();
            boolean ofMonth = days.has(time.getDayOfMonth());
            boolean ofWeek = weekdays.has(weekday.getValue() % 7) || (weekday == DayOfWeek.SUNDAY && weekdays.has(7));
            boolean day = days.star() || weekdays.star() ? ofMonth && ofWeek : ofMonth || ofWeek;
            return day
                    && minutes.has(time.getMinute())
                    && hours.has(time.getHour())
                    && months.has(time.getMonthValue());
        }
    }

    record Numbers(String text, SortedSet<Integer> values, boolean star) {

        boolean has(int number) {
            return values.contains(number);
        }
    }

    @Property(tries = 300)
    void findsEveryMomentThatALookAtEveryMinuteFinds(
            @ForAll("examples") Example example, @ForAll("zones") ZoneId zone, @ForAll("moments") Instant start) {
        Optional<Cron> cron = cron(example);
        Assume.that(cron.isPresent());
        CronRecurrence recurrence = new CronRecurrence(cron.orElseThrow(), zone);
        Instant end = start.plusSeconds(4 * 86_400);

        List<Instant> expected = minuteByMinute(example, zone, start, end);

        List<Instant> found = new ArrayList<>();
        Optional<Instant> next = recurrence.after(start);
        while (next.isPresent() && !next.get().isAfter(end)) {
            found.add(next.get());
            next = recurrence.after(next.get());
        }
        assertEquals(expected, found, () -> example.text() + " in " + zone + " from " + start);
        if (!expected.isEmpty()) {
            assertEquals(Optional.of(expected.getLast()), recurrence.until(end));
            assertEquals(expected.size(), recurrence.count(expected.getFirst(), end, Integer.MAX_VALUE));
            assertEquals(
                    expected.size() > 1 ? Optional.of(expected.get(expected.size() - 2)) : Optional.empty(),
                    recurrence.until(expected.getLast().minusNanos(1)).filter(time -> time.isAfter(start)));
        }
    }

    @Property(tries = 300)
    void aDailyTimeComesOnceOnTheDayOfEveryChangeOfClocks(
            @ForAll("changes") Change change, @ForAll("minutesOfADay") int minute) {
        String text = "%d %d * * *".formatted(minute % 60, minute / 60);
        CronRecurrence recurrence = new CronRecurrence(Cron.of(text), change.zone());
        LocalDateTime time =
                change.transition().getDateTimeBefore().toLocalDate().atTime(minute / 60, minute % 60);
        Instant before = time.minusDays(1).minusMinutes(1).atZone(change.zone()).toInstant();

        Instant dayBefore = recurrence.after(before).orElseThrow();
        Instant found = recurrence.after(dayBefore).orElseThrow();

        List<ZoneOffset> offsets = change.zone().getRules().getValidOffsets(time);
        if (offsets.isEmpty()) {
            assertEquals(change.transition().getInstant(), found, () -> text + " in " + change);
        } else {
            // Of two, the first is the earlier.
            assertEquals(time.toInstant(offsets.getFirst()), found, () -> text + " in " + change);
        }
        assertTrue(recurrence.after(found).orElseThrow().isAfter(found.plusSeconds(20 * 3_600)), "only once");
    }

    @Property(tries = 300)
    void readsNothingButWhatComes(@ForAll("examples") Example example) {
        boolean comes = !example.weekdays().star()
                || example.months().values().stream()
                        .anyMatch(month -> example.days().values().first()
                                <= java.time.Month.of(month).maxLength());
        assertEquals(comes, cron(example).isPresent(), example::text);
    }

    @Property(tries = 200)
    void anyTextIsTakenOrRefused(@ForAll String text) {
        assertFalse(Cron.read(text) instanceof Reading.Right<Cron>(Cron cron)
                && cron.after(LocalDateTime.MIN.withYear(2000)).isEmpty());
    }

    private static List<Instant> minuteByMinute(Example example, ZoneId zone, Instant start, Instant end) {
        TreeSet<Instant> moments = new TreeSet<>();
        LocalDateTime time =
                LocalDateTime.ofInstant(start, zone).minusDays(2).withSecond(0).withNano(0);
        LocalDateTime last = LocalDateTime.ofInstant(end, zone).plusDays(2);
        for (; time.isBefore(last); time = time.plusMinutes(1)) {
            if (example.matches(time)) {
                List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
                moments.add(
                        offsets.isEmpty()
                                ? zone.getRules().getTransition(time).getInstant()
                                : time.toInstant(offsets.getFirst()));
            }
        }
        return List.copyOf(moments.subSet(start, false, end, true));
    }

    private static Optional<Cron> cron(Example example) {
        return Cron.read(example.text()) instanceof Reading.Right<Cron>(Cron cron)
                ? Optional.of(cron)
                : Optional.empty();
    }

    record Change(ZoneId zone, ZoneOffsetTransition transition) {}

    @Provide
    Arbitrary<Change> changes() {
        Instant first = Instant.parse("2012-01-01T00:00:00Z");
        List<Change> changes = ZONES.stream()
                .flatMap(zone -> {
                    List<Change> found = new ArrayList<>();
                    ZoneOffsetTransition next = zone.getRules().nextTransition(first);
                    while (next != null && next.getInstant().isBefore(Instant.parse("2045-01-01T00:00:00Z"))) {
                        found.add(new Change(zone, next));
                        next = zone.getRules().nextTransition(next.getInstant());
                    }
                    return found.stream();
                })
                .toList();
        return Arbitraries.of(changes);
    }

    @Provide
    Arbitrary<Integer> minutesOfADay() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 1439), Arbitraries.integers().between(0, 240));
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(ZONES);
    }

    /** Half of them within two days of a change of clocks somewhere. */
    @Provide
    Arbitrary<Instant> moments() {
        Arbitrary<Instant> any = Arbitraries.longs()
                .between(
                        Instant.parse("1995-01-01T00:00:00Z").getEpochSecond(),
                        Instant.parse("2050-01-01T00:00:00Z").getEpochSecond())
                .map(Instant::ofEpochSecond);
        Arbitrary<Instant> nearChanges = Combinators.combine(
                        changes(), Arbitraries.longs().between(-2 * 86_400, 3_600))
                .as((change, seconds) -> change.transition().getInstant().plusSeconds(seconds));
        return Arbitraries.oneOf(any, nearChanges, apia());
    }

    private static Arbitrary<Instant> apia() {
        return Arbitraries.longs()
                .between(-86_400, 86_400)
                .map(seconds -> Instant.parse("2011-12-30T10:00:00Z").plusSeconds(seconds));
    }

    @Provide
    Arbitrary<Example> examples() {
        return Combinators.combine(
                        numbers(0, 59, false),
                        numbers(0, 23, false),
                        numbers(1, 31, true),
                        numbers(1, 12, true),
                        numbers(0, 7, true))
                .as((minutes, hours, days, months, weekdays) -> new Example(
                        "%s %s %s %s %s"
                                .formatted(minutes.text(), hours.text(), days.text(), months.text(), weekdays.text()),
                        minutes,
                        hours,
                        days,
                        months,
                        weekdays));
    }

    private static Arbitrary<Numbers> numbers(int least, int greatest, boolean mostlyStar) {
        Arbitrary<Numbers> star = Arbitraries.just(new Numbers("*", stepped(least, greatest, 1), true));
        Arbitrary<Numbers> one = Arbitraries.integers()
                .between(least, greatest)
                .map(number -> new Numbers(String.valueOf(number), new TreeSet<>(List.of(number)), false));
        Arbitrary<Numbers> range = Arbitraries.integers()
                .between(least, greatest - 1)
                .flatMap(first -> Arbitraries.integers()
                        .between(first + 1, greatest)
                        .map(last -> new Numbers(first + "-" + last, stepped(first, last, 1), false)));
        // Steps of one are a star by another name; weekdays end at 6 for a star with steps.
        Arbitrary<Numbers> steps = Arbitraries.integers()
                .between(2, Math.max(2, greatest - 1))
                .map(step -> new Numbers("*/" + step, stepped(least, greatest == 7 ? 6 : greatest, step), false));
        Arbitrary<Numbers> rangeSteps = Combinators.combine(
                        range, Arbitraries.integers().between(2, Math.max(2, greatest - 1)))
                .as((base, step) -> new Numbers(
                        base.text() + "/" + step,
                        stepped(base.values().first(), base.values().last(), step),
                        false));
        Arbitrary<Numbers> single = Arbitraries.oneOf(one, range, rangeSteps);
        Arbitrary<Numbers> list = single.list()
                .ofMinSize(2)
                .ofMaxSize(4)
                .map(parts -> new Numbers(
                        parts.stream().map(Numbers::text).collect(Collectors.joining(",")),
                        parts.stream()
                                .flatMap(part -> part.values().stream())
                                .collect(Collectors.toCollection(TreeSet::new)),
                        false));
        return mostlyStar
                ? Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(6, star),
                        net.jqwik.api.Tuple.of(1, one),
                        net.jqwik.api.Tuple.of(1, steps),
                        net.jqwik.api.Tuple.of(1, list))
                : Arbitraries.oneOf(star, one, steps, rangeSteps, list);
    }

    private static SortedSet<Integer> stepped(int first, int last, int step) {
        return IntStream.iterate(first, number -> number <= last, number -> number + step)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
