package dev.carillon.worker.intake;

import dev.carillon.common.health.CheckResult;
import dev.carillon.common.health.HealthCheck;
import dev.carillon.common.health.Probe;
import dev.carillon.common.health.Status;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobState;
import dev.carillon.worker.lease.WorkerLease;
import dev.carillon.worker.queue.QueueFigures;
import dev.carillon.worker.queue.QueuePicture;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;

/**
 * {@code /health/workers}: whether this instance takes jobs and how many it holds, and what waits and is paused in the whole
 * installation as it was seen last: a probe of liveness must not wait for PostgreSQL. A loop that has not come round for long is
 * stuck for good, which only a restart mends; one that finds Redis or PostgreSQL away comes round all the same.
 */
@Singleton
class WorkersCheck implements HealthCheck {

    /** Several times the longest that a round may wait for others. */
    private static final Duration STUCK = Duration.ofMinutes(1);

    private final Intake intake;
    private final InFlight inFlight;
    private final WorkerLease lease;
    private final QueueFigures queues;

    WorkersCheck(Intake intake, InFlight inFlight, WorkerLease lease, QueueFigures queues) {
        this.intake = intake;
        this.inFlight = inFlight;
        this.lease = lease;
        this.queues = queues;
    }

    @Override
    public String name() {
        return "workers";
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(Probe.LIVE);
    }

    @Override
    public Status whenFailed() {
        return Status.UNHEALTHY;
    }

    @Override
    public Uni<CheckResult> check() {
        Duration silence = intake.silence();
        CheckResult result;
        if (silence.compareTo(STUCK) > 0) {
            result = CheckResult.unhealthy("A loop that takes jobs is stuck.");
        } else if (lease.current() == null) {
            result = CheckResult.degraded("No lease: jobs are not taken until PostgreSQL grants one.");
        } else {
            result = CheckResult.healthy();
        }
        CheckResult own = result.with("worker", lease.name())
                .with("loops", intake.loops())
                .with("in_flight", inFlight.size())
                .with("capacity", inFlight.capacity())
                .with("longest_silence_ms", silence.toMillis());
        QueuePicture picture = queues.latest();
        return Uni.createFrom().item(picture == null ? own : with(own, picture));
    }

    private static CheckResult with(CheckResult own, QueuePicture picture) {
        CheckResult result = own.with("queued", picture.jobs(JobState.QUEUED));
        for (Channel channel : Channel.values()) {
            result = result.with("queued_" + channel.wireName(), picture.jobs(channel, JobState.QUEUED));
        }
        return result.with("running", picture.jobs(JobState.RUNNING))
                .with("retrying", picture.jobs(JobState.RETRYING))
                .with("scheduled", picture.jobs(JobState.SCHEDULED))
                .with(
                        "oldest_waiting_ms",
                        picture.oldestWaiting() == null
                                ? 0
                                : picture.oldestWaiting().toMillis())
                .with("pauses", picture.pauses().total())
                .with("pauses_of_installation", picture.pauses().installation())
                .with("queues_seen_ms_ago", picture.age().toMillis());
    }
}
