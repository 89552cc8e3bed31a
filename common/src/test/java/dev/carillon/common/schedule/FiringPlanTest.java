package dev.carillon.common.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.NotificationMessage;
import dev.carillon.common.job.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FiringPlanTest {

    private static final FiringPlan.Rules RULES = new FiringPlan.Rules(Duration.ofSeconds(60), 5);
    private static final int AMPLE = 1_000;
    private static final Instant NINE = Instant.parse("2026-05-04T09:00:00Z");

    @Test
    void whatIsOnTimeFiresUnderEveryPolicy() {
        for (Misfire misfire : Misfire.values()) {
            FiringPlan plan = FiringPlan.of(hourly(misfire, null, null), NINE.plusSeconds(59), RULES, AMPLE);

            assertEquals(List.of(new FiringPlan.Due(NINE, FiringKind.ON_TIME)), plan.times());
            assertEquals(0, plan.skipped());
            assertEquals(NINE.plusSeconds(3_600), plan.nextFireAt());
        }
    }

    @Test
    void skipLetsMissedTimesGo() {
        FiringPlan plan = FiringPlan.of(hourly(Misfire.SKIP, null, null), at("11:30"), RULES, AMPLE);

        assertEquals(List.of(), plan.times());
        assertEquals(3, plan.skipped());
        assertEquals(at("12:00"), plan.nextFireAt());
    }

    @Test
    void skipFiresTheLatestTimeIfThatIsRecent() {
        FiringPlan plan = FiringPlan.of(hourly(Misfire.SKIP, null, null), at("11:00"), RULES, AMPLE);

        assertEquals(List.of(new FiringPlan.Due(at("11:00"), FiringKind.ON_TIME)), plan.times());
        assertEquals(2, plan.skipped());
    }

    @Test
    void onceFiresTheLatestMissedTime() {
        FiringPlan plan = FiringPlan.of(hourly(Misfire.ONCE, null, null), at("11:30"), RULES, AMPLE);

        assertEquals(List.of(new FiringPlan.Due(at("11:00"), FiringKind.LATE)), plan.times());
        assertEquals(2, plan.skipped());
        assertEquals(at("12:00"), plan.nextFireAt());
    }

    @Test
    void allFiresEveryMissedTime() {
        FiringPlan plan = FiringPlan.of(hourly(Misfire.ALL, null, null), at("11:00"), RULES, AMPLE);

        assertEquals(
                List.of(
                        new FiringPlan.Due(at("09:00"), FiringKind.LATE),
                        new FiringPlan.Due(at("10:00"), FiringKind.LATE),
                        new FiringPlan.Due(at("11:00"), FiringKind.ON_TIME)),
                plan.times());
        assertEquals(0, plan.skipped());
    }

    @Test
    void allHasAMaximumAndKeepsTheLatest() {
        FiringPlan plan = FiringPlan.of(hourly(Misfire.ALL, null, null), at("19:30"), RULES, AMPLE);

        assertEquals(
                List.of(at("15:00"), at("16:00"), at("17:00"), at("18:00"), at("19:00")),
                plan.times().stream().map(FiringPlan.Due::fireAt).toList());
        assertEquals(6, plan.skipped());
        assertEquals(at("20:00"), plan.nextFireAt());
    }

    @Test
    void whatHasNoRoomStaysDueAndIsNotCountedTwice() {
        Schedule schedule = hourly(Misfire.ALL, null, null);

        FiringPlan first = FiringPlan.of(schedule, at("19:30"), RULES, 2);

        assertEquals(
                List.of(at("15:00"), at("16:00")),
                first.times().stream().map(FiringPlan.Due::fireAt).toList());
        assertEquals(6, first.skipped());
        assertEquals(at("17:00"), first.nextFireAt());
        FiringPlan second = FiringPlan.of(later(schedule, at("17:00")), at("19:30"), RULES, AMPLE);
        assertEquals(
                List.of(at("17:00"), at("18:00"), at("19:00")),
                second.times().stream().map(FiringPlan.Due::fireAt).toList());
        assertEquals(0, second.skipped());
    }

    @Test
    void theLimitEndsIt() {
        FiringPlan plan = FiringPlan.of(hourly(Misfire.ALL, 2, null), at("11:30"), RULES, AMPLE);

        assertEquals(
                List.of(at("09:00"), at("10:00")),
                plan.times().stream().map(FiringPlan.Due::fireAt).toList());
        assertNull(plan.nextFireAt());
    }

    @Test
    void theEndEndsItAndMissedTimesBeforeItCount() {
        FiringPlan plan = FiringPlan.of(hourly(Misfire.ONCE, null, at("10:00")), at("23:00"), RULES, AMPLE);

        assertEquals(List.of(new FiringPlan.Due(at("10:00"), FiringKind.LATE)), plan.times());
        assertEquals(1, plan.skipped());
        assertNull(plan.nextFireAt());
    }

    @Test
    void whatIsNotDueWaits() {
        FiringPlan plan = FiringPlan.of(hourly(Misfire.ALL, null, null), NINE.minusMillis(1), RULES, AMPLE);

        assertEquals(new FiringPlan(List.of(), 0, NINE), plan);
    }

    @Test
    void aYearOfMissedMinutesIsNoLongWork() {
        Schedule schedule =
                schedule(new CronRecurrence(Cron.of("* * * * *"), ZoneId.of("Europe/Berlin")), Misfire.ALL, null, null);

        FiringPlan plan = org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(2), () -> FiringPlan.of(schedule, NINE.plus(Duration.ofDays(365)), RULES, AMPLE));

        assertEquals(5, plan.times().size());
        assertEquals(10_000, plan.skipped());
    }

    private static Instant at(String time) {
        return Instant.parse("2026-05-04T" + time + ":00Z");
    }

    private static Schedule hourly(Misfire misfire, @Nullable Integer limit, @Nullable Instant endAt) {
        return schedule(new EveryRecurrence(Duration.ofHours(1), NINE), misfire, limit, endAt);
    }

    private static Schedule schedule(
            Recurrence recurrence, Misfire misfire, @Nullable Integer limit, @Nullable Instant endAt) {
        JobTemplate template = new JobTemplate(
                new NotificationMessage(Channel.WEBHOOK, "https://example.test", "Title", null, null),
                Priority.NORMAL,
                Map.of(),
                3,
                null,
                null);
        return Schedule.create(
                ScheduleId.random(),
                new OrganizationId(UUID.randomUUID()),
                new ScheduleSettings("hourly", recurrence, null, endAt, limit, misfire, template),
                NINE.minusSeconds(1));
    }

    private static Schedule later(Schedule schedule, Instant next) {
        return new Schedule(
                schedule.id(),
                schedule.organizationId(),
                schedule.settings(),
                schedule.firings(),
                next,
                null,
                null,
                null,
                schedule.createdAt(),
                schedule.updatedAt(),
                schedule.version());
    }
}
