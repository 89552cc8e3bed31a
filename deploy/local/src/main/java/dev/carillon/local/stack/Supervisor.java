package dev.carillon.local.stack;

import dev.carillon.local.process.ExitCode;
import dev.carillon.local.process.ServerProcess;
import dev.carillon.local.process.StartFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Starts the processes of the suite, records their pids, starts again what ends unexpectedly, and stops everything in the opposite
 * order. Stopping may happen at any moment, also while something starts.
 */
final class Supervisor {

    /** A process that ends more often than this within {@link #WINDOW} has a reason that starting again does not remove. */
    private static final int MOST_RESTARTS = 5;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Report report;
    private final boolean restart;
    private final List<Part> started = new CopyOnWriteArrayList<>();
    private final Map<Part, Deque<Instant>> restarts = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    Supervisor(Report report, boolean restart) {
        this.report = report;
        this.restart = restart;
    }

    /** Starts a process; it is watched from now on but may not be ready yet. */
    void launch(Part part) {
        synchronized (this) {
            if (stopping) {
                throw new StartFailure("The start was called off");
            }
            started.add(part);
            part.server().launch();
        }
        part.pidFile().write(part.server().process().handle());
    }

    /** Waits until a launched process can be used, and from then on starts it again when it ends. */
    void awaitReady(Part part) {
        part.server().awaitReady();
        watch(part, part.server().process());
    }

    /** Whether everything is being stopped, so that processes which end are no news. */
    boolean isStopping() {
        return stopping;
    }

    private void watch(Part part, ServerProcess process) {
        var unused = process.onExit().thenAccept(code -> {
            if (!stopping) {
                ended(part, code);
            }
        });
    }

    private void ended(Part part, int code) {
        part.pidFile().delete();
        var what = "%s ended unexpectedly (%s)".formatted(part.name(), ExitCode.describe(code));
        var log = part.server().process().log();
        if (!restart) {
            report.say("%s. Its log: %s".formatted(what, log));
        } else if (restartsWithinWindow(part) >= MOST_RESTARTS) {
            report.say("%s, for the %dth time within a minute; it is not started again. Its log: %s"
                    .formatted(what, MOST_RESTARTS + 1, log));
        } else {
            report.say(what + "; starting it again");
            Thread.ofVirtual().start(() -> startAgain(part));
        }
    }

    private int restartsWithinWindow(Part part) {
        var times = restarts.computeIfAbsent(part, ignored -> new ArrayDeque<>());
        synchronized (times) {
            times.removeIf(time -> time.isBefore(Instant.now().minus(WINDOW)));
            var count = times.size();
            times.addLast(Instant.now());
            return count;
        }
    }

    private void startAgain(Part part) {
        try {
            synchronized (this) {
                if (stopping) {
                    return;
                }
                part.server().launch();
            }
            part.pidFile().write(part.server().process().handle());
            awaitReady(part);
            report.say(part.name() + " is ready again");
        } catch (StartFailure failure) {
            if (!stopping) {
                report.say(failure.getMessage());
            }
        }
    }

    /**
     * Stops everything, the services together and then what they stand on. Returns when nothing runs any more.
     *
     * @param services what is stopped first, all at the same time
     */
    void stop(List<Part> services) {
        synchronized (this) {
            stopping = true;
        }
        var running = new ArrayList<>(started);
        var together = running.stream().filter(services::contains).toList();
        var threads = together.stream()
                .map(part -> Thread.ofVirtual().start(() -> stop(part)))
                .toList();
        for (var thread : threads) {
            joinThrough(thread);
        }
        running.removeAll(together);
        running.reversed().forEach(this::stop);
    }

    private void stop(Part part) {
        part.server().stop();
        part.pidFile().delete();
    }

    /** Stopping is the last thing a launcher does; an interrupt does not cut it short. */
    private static void joinThrough(Thread thread) {
        var interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
