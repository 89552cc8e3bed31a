package dev.carillon.local.stack;

import dev.carillon.local.process.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * What a launcher that was killed may have left: processes that still end, pid files of processes that are gone, PostgreSQL's own
 * pid file. Call it while holding the {@link RunLock}. Only processes that the pid files prove to be ours are ended.
 */
public final class Leftovers {

    /** In the order in which they are stopped. */
    static final List<String> PROCESSES = List.of("worker", "api", "monitoring", "redis", "postgres");

    private static final Duration GRACE = Duration.ofSeconds(25);

    private final DataDirectory data;
    private final Report report;

    /** The leftovers of {@code data}. */
    public Leftovers(DataDirectory data, Report report) {
        this.data = data;
        this.report = report;
    }

    /** Ends and removes all of it. */
    public void clear() {
        var stale = PROCESSES.stream().filter(name -> !endedOrAbsent(name)).toList();
        if (!stale.isEmpty()) {
            report.say("Removed stale pid files, whose processes are not ours or no longer run: "
                    + stale.stream().map(this::nameWithPid).collect(Collectors.joining(", ")) + ".");
            stale.forEach(name -> data.pid(name).delete());
        }
        data.pid("launcher").delete();
        clearPostmasterFile(data.postgres().resolve("postmaster.pid"));
        for (var file : List.of(data.environment(), data.ready())) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException("Could not delete " + file, e);
            }
        }
    }

    /** Ends the process if it is proved to be ours; false when there is only a file. */
    private boolean endedOrAbsent(String name) {
        var pidFile = data.pid(name);
        var process = pidFile.process();
        process.ifPresent(orphan -> {
            report.say("Stopping %s (process %d), which an earlier run left behind.".formatted(name, orphan.pid()));
            end(name, orphan);
            pidFile.delete();
        });
        return process.isPresent() || !pidFile.exists();
    }

    private String nameWithPid(String name) {
        return "%s (%s)".formatted(name, data.pid(name).text());
    }

    private static void end(String name, ProcessHandle process) {
        if ("postgres".equals(name)) {
            Signals.interrupt(process);
        } else {
            process.destroy();
        }
        if (!hasEnded(process)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            hasEnded(process);
        }
    }

    private static boolean hasEnded(ProcessHandle process) {
        try {
            process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Waiting for process " + process.pid() + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * After a crash of the machine the pid in PostgreSQL's file may belong to a stranger, and PostgreSQL would refuse to start.
     * Whoever holds the run lock and has cleared the pid files knows better, unless that process is a PostgreSQL.
     */
    private static void clearPostmasterFile(Path file) {
        try {
            if (!Files.exists(file)) {
                return;
            }
            var pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            var isPostgres = ProcessHandle.of(pid)
                    .flatMap(process -> process.info().command())
                    .filter(command -> command.endsWith("postgres"))
                    .isPresent();
            if (!isPostgres) {
                Files.delete(file);
            }
        } catch (IOException | NumberFormatException e) {
            // PostgreSQL itself says what is wrong with the file.
        }
    }
}
