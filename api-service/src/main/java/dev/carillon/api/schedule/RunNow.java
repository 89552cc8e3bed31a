package dev.carillon.api.schedule;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobIdGenerator;
import dev.carillon.common.schedule.FiringKind;
import dev.carillon.common.schedule.Schedule;
import dev.carillon.common.schedule.ScheduleId;
import dev.carillon.common.store.PlannedFiring;
import dev.carillon.common.store.ScheduleFiring;
import dev.carillon.common.store.ScheduleStore;
import dev.carillon.common.stream.JobStream;
import dev.carillon.common.stream.Windows;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.Telemetry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Fires a schedule by hand: at once, apart from its times and its limit, also while it is paused and once it has ended. */
@Singleton
class RunNow {

    // A worker that fires the schedule at this very moment, or another person.
    private static final int MOST_TRIES = 10;

    private final ScheduleStore schedules;
    private final ScheduleFiring firing;
    private final JobStream stream;
    private final Windows windows;
    private final JobIdGenerator ids;
    private final Telemetry telemetry;

    RunNow(
            ScheduleStore schedules,
            ScheduleFiring firing,
            JobStream stream,
            Windows windows,
            JobIdGenerator ids,
            Telemetry telemetry) {
        this.schedules = schedules;
        this.firing = firing;
        this.stream = stream;
        this.windows = windows;
        this.ids = ids;
        this.telemetry = telemetry;
    }

    /** The job, once it is durable. */
    Uni<Job> run(OrganizationId organization, ScheduleId id) {
        return run(organization, id, MOST_TRIES);
    }

    private Uni<Job> run(OrganizationId organization, ScheduleId id, int tries) {
        Set<OrganizationId> backlogged = windows.isFull(organization) ? Set.of(organization) : Set.of();
        return schedules
                .find(organization, id)
                .map(found -> found.orElseThrow(ScheduleRefusal::unknown))
                .chain(found -> firing.fire(List.of(plan(found.schedule(), found.now())), backlogged))
                .chain(fired -> {
                    if (fired.jobs().isEmpty()) {
                        return tries > 1
                                ? run(organization, id, tries - 1)
                                : Uni.createFrom().failure(ScheduleRefusal.busy());
                    }
                    telemetry.counter(CountMeasure.JOBS_ACCEPTED).increment();
                    if (backlogged.isEmpty()) {
                        announce(fired.jobs());
                    }
                    return Uni.createFrom().item(fired.jobs().getFirst());
                });
    }

    private PlannedFiring plan(Schedule schedule, Instant now) {
        return new PlannedFiring(
                schedule,
                List.of(new PlannedFiring.TimedJob(
                        schedule.settings().template().job(ids.at(now), schedule.organizationId(), now),
                        now,
                        FiringKind.MANUAL)),
                schedule.nextFireAt(),
                0);
    }

    /** Not waited for: what is not announced now is found as an orphan. */
    private void announce(List<Job> jobs) {
        Uni.createFrom()
                .deferred(() -> stream.announce(jobs))
                .subscribe()
                .with(_ -> {}, failure -> Log.warnf("%d jobs were not announced: %s", jobs.size(), failure));
    }
}
