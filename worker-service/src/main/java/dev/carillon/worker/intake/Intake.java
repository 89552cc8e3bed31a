package dev.carillon.worker.intake;

import dev.carillon.common.telemetry.GaugeMeasure;
import dev.carillon.common.telemetry.Telemetry;
import dev.carillon.worker.lease.WorkerLease;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes on work from start to shutdown, by one loop a shard and one for the backlog. A shutdown stops taking, lets what is under
 * way end within the grace period, and gives up the lease, so that other workers take over the rest at once.
 */
@Singleton
public class Intake {

    private static final Duration LEASE_DEADLINE = Duration.ofSeconds(5);

    private final WorkerLease lease;
    private final InFlight inFlight;
    private final IntakeConfig config;
    private final Closing closing;
    private final List<IntakeLoop> loops;
    private final List<Thread> threads = new ArrayList<>();

    Intake(
            ShardLoops shards,
            BacklogLoop backlog,
            WorkerLease lease,
            InFlight inFlight,
            IntakeConfig config,
            Closing closing) {
        this.lease = lease;
        this.inFlight = inFlight;
        this.config = config;
        this.closing = closing;
        this.loops = Stream.concat(shards.all().stream(), Stream.of(backlog)).toList();
    }

    void start(@Observes StartupEvent event, Telemetry telemetry) {
        telemetry.gauge(GaugeMeasure.IN_FLIGHT, inFlight::size);
        for (IntakeLoop loop : loops) {
            threads.add(Thread.ofVirtual().name("intake-" + threads.size()).start(loop));
        }
    }

    /** How many loops take jobs. */
    int loops() {
        return loops.size();
    }

    /** The longest that one of the loops has not come round. */
    public Duration silence() {
        return loops.stream().map(IntakeLoop::silence).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        Log.info("Taking on no more work");
        closing.close();
        for (Thread thread : threads) {
            thread.join(config.block().plusSeconds(1));
        }
        if (!inFlight.drain(config.grace())) {
            Log.warnf(
                    "%d jobs were still under way when the grace period of %s ended; other workers take them over",
                    inFlight.size(), config.grace());
        }
        try {
            lease.release().await().atMost(LEASE_DEADLINE);
        } catch (RuntimeException e) {
            Log.warnf("The lease could not be given up, it will run out by itself: %s", e.getMessage());
        }
    }
}
