package dev.carillon.worker.schedule;

import dev.carillon.common.job.JobIdGenerator;
import dev.carillon.common.schedule.FiringPlan;
import dev.carillon.common.schedule.Schedule;
import dev.carillon.common.store.DueSchedules;
import dev.carillon.common.store.PlannedFiring;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Decides what due schedules are to fire, as far as there is room for in one commit. */
@Singleton
class FiringPlanner {

    private final JobIdGenerator ids;
    private final FiringConfig config;
    private final FiringPlan.Rules rules;

    FiringPlanner(JobIdGenerator ids, FiringConfig config) {
        this.ids = ids;
        this.config = config;
        this.rules = new FiringPlan.Rules(config.misfireGrace(), config.misfireMaximum());
    }

    /** Plans for those that are due longest; others, and what is too much of one, remain due. */
    List<PlannedFiring> plan(DueSchedules due) {
        List<PlannedFiring> plans = new ArrayList<>();
        int jobs = 0;
        long bytes = 0;
        for (DueSchedules.Weighed weighed : due.schedules()) {
            long room = Math.min(config.jobs() - jobs, (config.bytes() - bytes) / Math.max(1, weighed.bytes()));
            if (room < 1 && !plans.isEmpty()) {
                break;
            }
            PlannedFiring plan = plan(weighed.schedule(), due.now(), Math.toIntExact(Math.max(1, room)));
            plans.add(plan);
            jobs += plan.jobs().size();
            bytes += (long) plan.jobs().size() * weighed.bytes();
        }
        return plans;
    }

    private PlannedFiring plan(Schedule schedule, Instant now, int room) {
        FiringPlan plan = FiringPlan.of(schedule, now, rules, room);
        List<PlannedFiring.TimedJob> jobs = plan.times().stream()
                .map(time -> new PlannedFiring.TimedJob(
                        schedule.settings().template().job(ids.at(now), schedule.organizationId(), time.fireAt()),
                        time.fireAt(),
                        time.kind()))
                .toList();
        return new PlannedFiring(schedule, jobs, plan.nextFireAt(), plan.skipped());
    }
}
