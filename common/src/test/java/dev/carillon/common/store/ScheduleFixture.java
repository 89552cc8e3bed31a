package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;

import dev.carillon.common.job.Job;
import dev.carillon.common.job.Priority;
import dev.carillon.common.schedule.EveryRecurrence;
import dev.carillon.common.schedule.FiringPlan;
import dev.carillon.common.schedule.JobTemplate;
import dev.carillon.common.schedule.Misfire;
import dev.carillon.common.schedule.Schedule;
import dev.carillon.common.schedule.ScheduleId;
import dev.carillon.common.schedule.ScheduleSettings;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Schedules on a store fixture, and somebody who fires them as a worker would. */
final class ScheduleFixture {

    static final FiringPlan.Rules RULES = new FiringPlan.Rules(Duration.ofSeconds(60), 5);

    final StoreFixture store;
    final ScheduleStore schedules;
    final ScheduleFiring firing;

    ScheduleFixture(StoreFixture store) {
        this.store = store;
        this.schedules = new ScheduleStore(store.pool);
        this.firing = new ScheduleFiring(store.pool, store.timer);
        store.execute(
                "INSERT INTO organization (id, name, webhook_secret) VALUES ($1, 'Test', 'whsec_dGVzdA==')",
                store.organization.value());
    }

    ScheduleSettings settings(String name, Duration every, Misfire misfire, @Nullable Integer limit) {
        JobTemplate template = new JobTemplate(
                StoreFixture.email("From " + name),
                Priority.HIGH,
                Map.of("schedule", name),
                4,
                Duration.ofHours(2),
                new dev.carillon.common.retry.RetryChoice(null, 0.5, Duration.ofHours(1)));
        return new ScheduleSettings(
                name, new EveryRecurrence(every, await(schedules.now())), null, null, limit, misfire, template);
    }

    /** A schedule that is due since {@code missed} of its steps. */
    Schedule due(String name, Duration every, Misfire misfire, int missed, @Nullable Integer limit) {
        Schedule schedule = create(settings(name, every, misfire, limit));
        Instant next =
                ((EveryRecurrence) schedule.settings().recurrence()).anchor().minus(every.multipliedBy(missed - 1L));
        store.execute(
                "UPDATE schedule SET next_fire_at = $2 WHERE id = $1",
                schedule.id().value(),
                next.atOffset(ZoneOffset.UTC));
        return find(schedule.id());
    }

    Schedule create(ScheduleSettings settings) {
        Schedule schedule = Schedule.create(ScheduleId.random(), store.organization, settings, await(schedules.now()));
        await(schedules.create(schedule, 1_000));
        return schedule;
    }

    Schedule find(ScheduleId id) {
        return await(schedules.find(store.organization, id)).orElseThrow().schedule();
    }

    /** What a worker read as due. */
    DueSchedules due() {
        return await(firing.due(Duration.ofMillis(250), 100, 1 << 20));
    }

    /** What a worker that read this would fire. */
    List<PlannedFiring> plan(DueSchedules due) {
        return due.schedules().stream()
                .map(DueSchedules.Weighed::schedule)
                .map(schedule -> {
                    FiringPlan plan = FiringPlan.of(schedule, due.now(), RULES, 100);
                    return new PlannedFiring(
                            schedule,
                            plan.times().stream()
                                    .map(time -> new PlannedFiring.TimedJob(
                                            schedule.settings()
                                                    .template()
                                                    .job(
                                                            store.ids.at(due.now()),
                                                            schedule.organizationId(),
                                                            time.fireAt()),
                                            time.fireAt(),
                                            time.kind()))
                                    .toList(),
                            plan.nextFireAt(),
                            plan.skipped());
                })
                .toList();
    }

    List<Job> fire() {
        return await(firing.fire(plan(due()), Set.of())).jobs();
    }

    long jobs() {
        return count("SELECT count(*) FROM job");
    }

    long firings() {
        return count("SELECT count(*) FROM schedule_firing");
    }

    private long count(String sql) {
        Row row = store.query(sql).getFirst();
        return row.getLong(0);
    }
}
