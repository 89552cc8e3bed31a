package dev.carillon.worker.intake;

import dev.carillon.common.store.Backlog;
import dev.carillon.common.store.JobStore;
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
 * Takes on work from start to shutdown, by one loop a shard and one for the backlog. A shutdown stops taking, lets what is under way end within the
 * grace period, and gives up the lease, so that other workers take over the rest at once.
 */
@Singleton
public class Intake {

    private static final Duration LEASE_DEADLINE = Duration.ofSeconds(5);

    private final WorkerLease lease;
    private final InFlight inFlight;
    private final IntakeConfig config;
    private final Closing closing;
    private final List<ShardLoop> loops;
    private final BacklogLoop backlogLoop;
    private final List<Thread> threads = new ArrayList<>();

    Intake(
            ShardReaders readers,
            JobStore store,
            Backlog backlog,
            OrganizationShares shares,
            WorkerLease lease,
            Dispatcher dispatcher,
            InFlight inFlight,
            IntakeConfig config,
            Closing closing,
            LostAnswers lost) {
        this.lease = lease;
        this.inFlight = inFlight;
        this.config = config;
        this.closing = closing;
        this.loops = readers.all().stream()
                .map(reader -> new ShardLoop(
                        reader, store, backlog, shares, lease, dispatcher, inFlight, config, closing, lost))
                .toList();
        this.backlogLoop = new BacklogLoop(backlog, shares, lease, dispatcher, inFlight, config, closing, lost);
    }

    void start(@Observes StartupEvent event, Telemetry telemetry) {
        telemetry.gauge(GaugeMeasure.IN_FLIGHT, inFlight::size);
        for (ShardLoop loop : loops) {
            threads.add(Thread.ofVirtual().name("intake-" + threads.size()).start(loop));
        }
        threads.add(Thread.ofVirtual().name("intake-backlog").start(backlogLoop));
    }

    /** How many loops take jobs. */
    int loops() {
        return loops.size() + 1;
    }

    /** The longest that one of the loops has not come round. */
    public Duration silence() {
        return Stream.concat(Stream.of(backlogLoop.silence()), loops.stream().map(ShardLoop::silence))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
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
