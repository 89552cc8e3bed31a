package dev.carillon.worker.schedule;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.store.DueSchedules;
import dev.carillon.common.store.PlannedFiring;
import dev.carillon.common.store.ScheduleFiring;
import dev.carillon.common.store.ScheduleKey;
import dev.carillon.common.store.StoreFailure;
import dev.carillon.common.stream.JobStream;
import dev.carillon.common.stream.Windows;
import dev.carillon.worker.upkeep.Chore;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Fires schedules whose time has come. PostgreSQL's clock alone says when that is. Everything it does for a batch is one statement: a
 * worker that dies has fired all of it or nothing.
 */
@Singleton
class Firer implements Chore {

    private final ScheduleFiring firing;
    private final FiringPlanner planner;
    private final JobStream stream;
    private final Windows windows;
    private final FiringMetrics metrics;
    private final FiringConfig config;
    private volatile Duration pause;

    Firer(
            ScheduleFiring firing,
            FiringPlanner planner,
            JobStream stream,
            Windows windows,
            FiringMetrics metrics,
            FiringConfig config) {
        this.firing = firing;
        this.planner = planner;
        this.stream = stream;
        this.windows = windows;
        this.metrics = metrics;
        this.config = config;
        this.pause = config.every();
    }

    @Override
    public String name() {
        return "fire schedules";
    }

    @Override
    public Duration interval() {
        return pause;
    }

    @Override
    public Uni<Boolean> turn() {
        pause = config.every();
        return firing.due(config.every(), config.batch(), config.bytes()).chain(due -> {
            Duration untilNext = due.untilNext();
            if (due.isEmpty()) {
                // A millisecond more, for what was cut off.
                pause = untilNext == null ? config.every() : untilNext.plusMillis(1);
                return Uni.createFrom().item(false);
            }
            return park(due.unreadable())
                    // After a long outage there may be thousands of missed times to go through.
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .map(_ -> planner.plan(due))
                    .chain(plans -> plans.isEmpty() ? Uni.createFrom().item(true) : fire(plans, due));
        });
    }

    /** Answers whether anything was fired. What another worker has is not worth an immediate look. */
    private Uni<Boolean> fire(List<PlannedFiring> plans, DueSchedules due) {
        Set<OrganizationId> backlogged = plans.stream()
                .map(plan -> plan.schedule().organizationId())
                .filter(windows::isFull)
                .collect(Collectors.toSet());
        return firing.fire(plans, backlogged)
                .invoke(fired -> count(plans, fired, due))
                .call(fired -> stream.announce(fired.jobs().stream()
                        .filter(job -> !backlogged.contains(job.organizationId()))
                        .toList()))
                .map(fired -> !fired.schedules().isEmpty())
                .onFailure(StoreFailure::blamesValues)
                .recoverWithUni(failure -> isolate(plans, due, failure));
    }

    /** One of several cannot be stored: the others can. One alone is kept from trying again. */
    private Uni<Boolean> isolate(List<PlannedFiring> plans, DueSchedules due, Throwable failure) {
        if (plans.size() == 1) {
            ScheduleKey key = ScheduleKey.of(plans.getFirst().schedule());
            Log.errorf(failure, "The jobs of schedule %s cannot be stored", key.id());
            return park(List.of(new DueSchedules.Unreadable(key, "its job could not be stored")))
                    .replaceWith(true);
        }
        return Multi.createFrom()
                .iterable(plans)
                .onItem()
                .transformToUniAndConcatenate(plan -> fire(List.of(plan), due))
                .collect()
                .last()
                .replaceWith(true);
    }

    private Uni<Void> park(List<DueSchedules.Unreadable> unreadable) {
        return Multi.createFrom()
                .iterable(unreadable)
                .onItem()
                .transformToUniAndConcatenate(each -> {
                    Log.errorf(
                            "Schedule %s cannot be fired and is paused: %s",
                            each.key().id(), each.reason());
                    metrics.countParked();
                    return firing.park(each.key(), "It could not be fired: " + each.reason());
                })
                .collect()
                .last()
                .replaceWithVoid();
    }

    private void count(List<PlannedFiring> plans, ScheduleFiring.Fired fired, DueSchedules due) {
        Set<JobId> made = fired.jobs().stream().map(Job::id).collect(Collectors.toSet());
        for (PlannedFiring plan : plans) {
            if (!fired.schedules().contains(plan.schedule().id())) {
                continue;
            }
            metrics.countSkipped(plan.skipped());
            for (PlannedFiring.TimedJob job : plan.jobs()) {
                if (made.contains(job.job().id())) {
                    metrics.countFired(job.kind(), Duration.between(job.fireAt(), due.now()));
                }
            }
        }
    }
}
