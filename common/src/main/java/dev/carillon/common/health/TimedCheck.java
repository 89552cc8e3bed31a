package dev.carillon.common.health;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One check with its deadline and its clock. Whoever asks while a run is under way shares that run, so a system that hangs
 * is asked once, however many probes arrive.
 */
final class TimedCheck {

    private static final Logger LOG = Logger.getLogger(TimedCheck.class);
    private static final long NANOS_PER_MICRO = 1_000;

    private final HealthCheck check;
    private final Duration deadline;
    private final Vertx vertx;
    private final AtomicReference<@Nullable Uni<CheckResult>> running = new AtomicReference<>();
    private final AtomicReference<Status> last = new AtomicReference<>(Status.HEALTHY);

    TimedCheck(HealthCheck check, Duration deadline, Vertx vertx) {
        this.check = check;
        this.deadline = deadline;
        this.vertx = vertx;
    }

    HealthCheck check() {
        return check;
    }

    /** The result with its response time; never fails, and never takes longer than the deadline. */
    Uni<CheckResult> run() {
        long startedAt = System.nanoTime();
        return withinDeadline(shared())
                .map(result -> result.with("response_time_ms", millisecondsSince(startedAt)))
                .invoke(this::logChange);
    }

    private Uni<CheckResult> shared() {
        Uni<CheckResult> current = running.get();
        if (current != null) {
            return current;
        }
        Uni<CheckResult> fresh = Uni.createFrom()
                .deferred(check::check)
                .onFailure()
                .invoke(this::logFailure)
                .onFailure()
                .recoverWithItem(() -> CheckResult.failed(check.whenFailed(), "The check failed."))
                .onTermination()
                .invoke(() -> running.set(null))
                .memoize()
                .indefinitely();
        return running.compareAndSet(null, fresh) ? fresh : shared();
    }

    /**
     * Answers at the deadline without cancelling what is under way: a Redis command that is cancelled while it waits for a
     * connection never gives that connection back (quarkus#56393).
     */
    private Uni<CheckResult> withinDeadline(Uni<CheckResult> result) {
        return Uni.createFrom().emitter(emitter -> {
            long timer = vertx.setTimer(
                    deadline.toMillis(),
                    late -> emitter.complete(CheckResult.failed(
                            check.whenFailed(), "No answer within " + deadline.toMillis() + " ms.")));
            result.subscribe()
                    .with(
                            item -> {
                                vertx.cancelTimer(timer);
                                emitter.complete(item);
                            },
                            emitter::fail);
        });
    }

    /** The cause goes to the log once, not with every probe until it is mended. */
    private void logFailure(Throwable failure) {
        LOG.logf(
                last.get() == Status.HEALTHY ? Logger.Level.WARN : Logger.Level.DEBUG,
                failure,
                "Health check %s failed",
                check.name());
    }

    private void logChange(CheckResult result) {
        Status before = last.getAndSet(result.status());
        if (before != result.status()) {
            LOG.logf(
                    result.status() == Status.HEALTHY ? Logger.Level.INFO : Logger.Level.WARN,
                    "Health of %s: %s, was %s",
                    check.name(),
                    result.status().word(),
                    before.word());
        }
    }

    private static double millisecondsSince(long startedAt) {
        return (System.nanoTime() - startedAt) / NANOS_PER_MICRO / 1_000.0;
    }
}
