package dev.carillon.common.telemetry;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends a report at every interval, and a last one when the process stops in order.
 *
 * <p>It works on a thread of its own, where it may wait: a report must get out also when the event loops are busy, and two reports
 * must never overlap. A report whose fate is unknown is sent again, unchanged, before the next is made; its sequence number lets
 * the reader drop the repetition.
 */
@Singleton
class TelemetryReporter {

    private static final Logger LOG = Logger.getLogger(TelemetryReporter.class);

    // More than the deadline of Redis commands, so that it is theirs that ends a wait.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

    private final TelemetryStream stream;
    private final Duration interval;
    private final ReportMaker reports;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("carillon-telemetry").daemon().factory());

    private @Nullable TelemetryReport unconfirmed;
    private boolean failing;

    TelemetryReporter(TelemetryStream stream, TelemetryConfig config, Telemetry telemetry, InstanceIdentity identity) {
        this.stream = stream;
        this.interval = config.interval();
        this.reports = new ReportMaker(telemetry, identity, interval);
    }

    void start(@Observes StartupEvent started) {
        Future<?> scheduled =
                thread.scheduleAtFixedRate(() -> report(false), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        LOG.debugf("Reporting every %s: %s", interval, scheduled);
    }

    /** Late, so that what the other features finish while they stop is reported too. */
    void stop(@Observes @Priority(Integer.MAX_VALUE - 100) ShutdownEvent stopping) throws InterruptedException {
        thread.shutdown();
        if (thread.awaitTermination(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            report(true);
        }
    }

    private void report(boolean stopping) {
        try {
            if (unconfirmed != null) {
                send(unconfirmed);
            }
            unconfirmed = reports.next(Instant.now(), stopping);
            send(unconfirmed);
            unconfirmed = null;
            failing = false;
        } catch (RuntimeException failure) {
            // Whatever it was, the next round tries again: an exception would end the schedule.
            LOG.logf(
                    failing ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "Telemetry is kept until it can be reported: %s",
                    failure.getMessage());
            failing = true;
        }
    }

    private void send(TelemetryReport report) {
        stream.append(report).await().atMost(LONGEST_WAIT);
    }
}
