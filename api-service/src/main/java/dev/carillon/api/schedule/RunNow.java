package dev.carillon.api.schedule;

import dev.carillon.api.submit.IdempotencyRefusal;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobIdGenerator;
import dev.carillon.common.schedule.FiringKind;
import dev.carillon.common.schedule.Schedule;
import dev.carillon.common.schedule.ScheduleId;
import dev.carillon.common.store.Acceptance;
import dev.carillon.common.store.IdempotencyKey;
import dev.carillon.common.store.KeyedFiring;
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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fires a schedule by hand: at once, apart from its times and its limit, also while it is paused and once it has ended. */
@Singleton
class RunNow {

    // A worker that fires the schedule at this very moment, or another person.
    private static final int MOST_TRIES = 10;

    private final ScheduleStore schedules;
    private final ScheduleFiring firing;
    private final KeyedFiring keyedFiring;
    private final JobStream stream;
    private final Windows windows;
    private final JobIdGenerator ids;
    private final Telemetry telemetry;

    RunNow(
            ScheduleStore schedules,
            ScheduleFiring firing,
            KeyedFiring keyedFiring,
            JobStream stream,
            Windows windows,
            JobIdGenerator ids,
            Telemetry telemetry) {
        this.schedules = schedules;
        this.firing = firing;
        this.keyedFiring = keyedFiring;
        this.stream = stream;
        this.windows = windows;
        this.ids = ids;
        this.telemetry = telemetry;
    }

    /**
     * What a run is answered with.
     *
     * @param replayed whether an earlier request with the same key made it
     */
    record Answer(Job job, boolean replayed) {}

    /**
     * The job, once it is durable.
     *
     * @param key null when the client gave none
     */
    Uni<Answer> run(OrganizationId organization, ScheduleId id, @Nullable IdempotencyKey key) {
        return run(organization, id, key, MOST_TRIES);
    }

    private Uni<Answer> run(OrganizationId organization, ScheduleId id, @Nullable IdempotencyKey key, int tries) {
        return known(organization, key).chain(known -> {
            if (known.isPresent()) {
                return Uni.createFrom().item(replayed(known.get()));
            }
            Set<OrganizationId> backlogged = windows.isFull(organization) ? Set.of(organization) : Set.of();
            return schedules
                    .find(organization, id)
                    .map(found -> found.orElseThrow(ScheduleRefusal::unknown))
                    .chain(found -> fire(plan(found.schedule(), found.now()), key, backlogged))
                    .chain(fired -> {
                        if (fired.isEmpty()) {
                            return tries > 1
                                    ? run(organization, id, key, tries - 1)
                                    : Uni.createFrom().failure(ScheduleRefusal.busy());
                        }
                        telemetry.counter(CountMeasure.JOBS_ACCEPTED).increment();
                        if (backlogged.isEmpty()) {
                            announce(List.of(fired.get()));
                        }
                        return Uni.createFrom().item(new Answer(fired.get(), false));
                    });
        });
    }

    private Uni<Optional<Acceptance>> known(OrganizationId organization, @Nullable IdempotencyKey key) {
        return key == null ? Uni.createFrom().item(Optional.empty()) : keyedFiring.known(organization, key);
    }

    private static Answer replayed(Acceptance known) {
        return switch (known) {
            case Acceptance.Replayed(List<Job> jobs, var _) -> {
                if (jobs.isEmpty()) {
                    throw IdempotencyRefusal.gone();
                }
                yield new Answer(jobs.getFirst(), true);
            }
            case Acceptance.Accepted _, Acceptance.KeyReused _ -> throw IdempotencyRefusal.reused();
        };
    }

    /** Empty when somebody else is at the schedule, or has the key by now. */
    private Uni<Optional<Job>> fire(PlannedFiring plan, @Nullable IdempotencyKey key, Set<OrganizationId> backlogged) {
        return key == null
                ? firing.fire(List.of(plan), backlogged)
                        .map(fired -> fired.jobs().stream().findFirst())
                : keyedFiring.fire(plan, key, backlogged);
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
