package dev.carillon.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waiting until a server that was just started can be used. */
public final class Readiness {

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Lines of the log that a message about a failed start shows. */
    private static final int SHOWN_LINES = 15;

    private Readiness() {}

    /** Asks whether the server is ready. An {@link IOException} means "not yet". */
    public interface Probe {
        /** Whether the server is ready now. */
        boolean ready() throws IOException;
    }

    /**
     * Returns once the probe says yes.
     *
     * @throws StartFailure when the server ends or {@code limit} passes first; the message shows the end of its log
     */
    public static void await(ServerProcess server, Duration limit, Probe probe) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!isReady(probe)) {
            if (!server.isAlive()) {
                throw failure(
                        server.name(),
                        server.log(),
                        "ended while it started (%s)"
                                .formatted(ExitCode.describe(server.onExit().join())));
            }
            if (System.nanoTime() > deadline) {
                server.kill();
                throw failure(
                        server.name(),
                        server.log(),
                        "was not ready within %d s and was stopped".formatted(limit.toSeconds()));
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new StartFailure(server.name() + " was still starting when the start was called off");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean isReady(Probe probe) {
        try {
            return probe.ready();
        } catch (IOException e) {
            return false;
        }
    }

    /** The failure of a server that ended before it was ready. */
    static StartFailure ended(String name, Path log, int exitCode) {
        return failure(name, log, "ended while it started (%s)".formatted(ExitCode.describe(exitCode)));
    }

    private static StartFailure failure(String name, Path log, String what) {
        return new StartFailure("%s %s. The end of its log, %s:%n%s".formatted(name, what, log, end(log).indent(4)));
    }

    private static String end(Path log) {
        try {
            var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (IOException e) {
            return "(it cannot be read: " + e.getMessage() + ")";
        }
    }
}
