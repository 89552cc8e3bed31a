package dev.carillon.worker.intake;

import dev.carillon.common.health.CheckResult;
import dev.carillon.common.health.HealthCheck;
import dev.carillon.common.health.Probe;
import dev.carillon.common.health.Status;
import dev.carillon.worker.lease.WorkerLease;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;

/**
 * {@code /health/workers}: whether this instance takes jobs and how many it holds. A loop that has not come round for long is
 * stuck for good, which only a restart mends; one that finds Redis or PostgreSQL away comes round all the same.
 */
@Singleton
class WorkersCheck implements HealthCheck {

    /** Several times the longest that a round may wait for others. */
    private static final Duration STUCK = Duration.ofMinutes(1);

    private final Intake intake;
    private final InFlight inFlight;
    private final WorkerLease lease;

    WorkersCheck(Intake intake, InFlight inFlight, WorkerLease lease) {
        this.intake = intake;
        this.inFlight = inFlight;
        this.lease = lease;
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
        return Uni.createFrom()
                .item(result.with("worker", lease.name())
                        .with("loops", intake.loops())
                        .with("in_flight", inFlight.size())
                        .with("capacity", inFlight.capacity())
                        .with("longest_silence_ms", silence.toMillis()));
    }
}
