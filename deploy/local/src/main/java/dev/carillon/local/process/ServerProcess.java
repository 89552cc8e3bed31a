package dev.carillon.local.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A running server: its pid, its log, and the ways to end it. It ends by itself when this JVM does (see {@link Leash}). */
public final class ServerProcess {

    /** Holds the pipes of the leashes open: a pipe that is collected as garbage would let its server go. */
    private static final Set<ServerProcess> RUNNING = ConcurrentHashMap.newKeySet();

    private final Command command;
    private final Process leash;
    private final ProcessHandle server;
    private final CompletableFuture<Integer> exit;

    /**
     * What to run.
     *
     * @param name the name to use when talking to people
     * @param line the program and its arguments
     * @param environment variables set in addition to this JVM's own
     * @param log where its output is appended
     * @param stopSignal the signal that ends it in good order
     * @param scratch a directory to delete when the server ends because this JVM has ended, or null
     */
    public record Command(
            String name,
            List<String> line,
            Map<String, String> environment,
            Path log,
            StopSignal stopSignal,
            @Nullable Path scratch) {}

    private ServerProcess(Command command, Process leash, ProcessHandle server) {
        this.command = command;
        this.leash = leash;
        this.server = server;
        RUNNING.add(this);
        this.exit = leash.onExit().thenApply(ended -> {
            RUNNING.remove(this);
            return ended.exitValue();
        });
    }

    /**
     * Starts the server; returns once it is a process, which is before it is ready.
     *
     * @throws StartFailure when there is no shell or no such program
     */
    public static ServerProcess start(Command command) {
        try {
            Files.createDirectories(command.log().toAbsolutePath().getParent());
            var builder = new ProcessBuilder(
                            Leash.around(command.line(), command.log(), command.stopSignal(), command.scratch()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(command.environment());
            var leash = builder.start();
            return new ServerProcess(command, leash, readPid(command, leash));
        } catch (IOException e) {
            throw new StartFailure("Could not start " + command.name() + ": " + e.getMessage(), e);
        }
    }

    private static ProcessHandle readPid(Command command, Process leash) throws IOException {
        // The reader stays open on purpose: closing it would close the pipe that the leash writes to.
        var reader = new BufferedReader(new InputStreamReader(leash.getInputStream(), StandardCharsets.UTF_8));
        var line = reader.readLine();
        if (line == null) {
            throw new StartFailure("The shell that should start %s ended at once".formatted(command.name()));
        }
        return ProcessHandle.of(Long.parseLong(line)).orElseThrow(() -> endedAtOnce(command, leash));
    }

    private static StartFailure endedAtOnce(Command command, Process leash) {
        return Readiness.ended(
                command.name(), command.log(), leash.onExit().join().exitValue());
    }

    /** The operating system's id of the server itself. */
    public long pid() {
        return server.pid();
    }

    /** The operating system's view of the server itself. */
    public ProcessHandle handle() {
        return server;
    }

    /** The name to use when talking to people. */
    public String name() {
        return command.name();
    }

    /** Where the server's output goes. */
    public Path log() {
        return command.log();
    }

    /** Whether the server still runs. */
    public boolean isAlive() {
        return leash.isAlive();
    }

    /** Completes with the exit code when the server has ended; 128 + n when signal n ended it. */
    public CompletableFuture<Integer> onExit() {
        return exit.copy();
    }

    /** Asks the server to end and waits; when it has not ended within {@code grace}, it is killed. */
    public void stop(Duration grace) {
        if (!isAlive()) {
            return;
        }
        Signals.send(command.stopSignal(), server);
        if (!waitFor(grace)) {
            kill();
        }
    }

    /** Ends the server and its own children at once, as a crash would (SIGKILL), and waits until they are gone. */
    public void kill() {
        var children = server.descendants().toList();
        server.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        waitFor(Duration.ofSeconds(10));
    }

    /** Freezes the server (SIGSTOP): it keeps its connections and answers nothing, as after a network cut. */
    public void pause() {
        Signals.send("STOP", server);
    }

    /** Lets a frozen server go on (SIGCONT). */
    public void resume() {
        Signals.send("CONT", server);
    }

    private boolean waitFor(Duration time) {
        try {
            return leash.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !isAlive();
        }
    }
}
