package dev.carillon.local.launch;

import dev.carillon.local.process.StartFailure;
import dev.carillon.local.stack.DataDirectory;
import dev.carillon.local.stack.Leftovers;
import dev.carillon.local.stack.Report;
import dev.carillon.local.stack.RunLock;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops everything; the data stays. */
@Command(name = "down", description = "Stops everything; the data stays.")
final class Down implements Callable<Integer> {

    /** Longer than the services' grace periods, one after the other. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final Duration PAUSE = Duration.ofMillis(50);

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        var directory = common.directory();
        var report = new Report(System.out);
        if (!Files.isDirectory(directory.root())) {
            report.say("Carillon is not running, and there is no data in " + directory.root());
            return 0;
        }
        var wasUp = stop(directory, report);
        report.say(wasUp ? "Stopped; the data stays in " + directory.root() : "Carillon is not running.");
        return 0;
    }

    /** Returns once nothing runs on this data directory; says whether something did. */
    static boolean stop(DataDirectory directory, Report report) {
        var free = RunLock.take(directory.lock());
        var wasUp = free.isEmpty();
        if (wasUp) {
            report.say("Stopping Carillon");
            free = stopLauncher(directory);
        }
        try (var lock = free.orElseThrow(() -> stillRuns(directory))) {
            new Leftovers(directory, report).clear();
        }
        return wasUp;
    }

    private static Optional<RunLock> stopLauncher(DataDirectory directory) {
        directory.pid("launcher").process().ifPresent(ProcessHandle::destroy);
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var lock = RunLock.take(directory.lock());
        while (lock.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            lock = RunLock.take(directory.lock());
        }
        return lock;
    }

    private static StartFailure stillRuns(DataDirectory directory) {
        return new StartFailure("The launcher did not end within %d s; its log is %s, its pid is in %s."
                .formatted(
                        PATIENCE.toSeconds(),
                        directory.log("launcher"),
                        directory.pids().resolve("launcher")));
    }
}
