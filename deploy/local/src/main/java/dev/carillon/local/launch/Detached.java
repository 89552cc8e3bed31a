package dev.carillon.local.launch;

import dev.carillon.local.process.StartFailure;
import dev.carillon.local.stack.DataDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code up --detach}: starts a second launcher in the background, shows what it says until it is ready, and leaves. The second
 * one has a process group of its own, ignores hang-ups, and writes to {@code logs/launcher.log}.
 */
final class Detached {

    /** Tells the second launcher that it is the second. */
    static final String OPTION = "--in-background";

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Arguments: log file, command. Waits, so that the exit code can be told; it is ended when there is nothing to wait for. */
    private static final String SCRIPT = """
            log=$1; shift
            trap '' HUP
            set -m
            "$@" </dev/null >>"$log" 2>&1 &
            echo $!
            wait $!
            """;

    private final DataDirectory data;
    private final List<String> arguments;

    Detached(DataDirectory data, List<String> arguments) {
        this.data = data;
        this.arguments = arguments;
    }

    int run() {
        var log = data.log("launcher");
        try {
            Files.createDirectories(data.logs());
            Files.deleteIfExists(data.ready());
            var from = Files.exists(log) ? Files.size(log) : 0;
            var shell = new ProcessBuilder(line(log))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var launcher = launcher(shell);
            var callOff = new Thread(launcher::destroy, "call-off");
            Runtime.getRuntime().addShutdownHook(callOff);
            var code = relay(log, from, shell);
            Runtime.getRuntime().removeShutdownHook(callOff);
            shell.destroy();
            return code;
        } catch (IOException e) {
            throw new StartFailure("Could not start in the background: " + e.getMessage(), e);
        }
    }

    private List<String> line(Path log) {
        var line = new ArrayList<String>(List.of("bash", "-c", SCRIPT, "carillon", log.toString()));
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Carillon.class.getName()));
        arguments.stream().filter(argument -> !argument.equals("--detach")).forEach(line::add);
        line.add(OPTION);
        return line;
    }

    private static ProcessHandle launcher(Process shell) throws IOException {
        var pid =
                new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.US_ASCII)).readLine();
        if (pid == null) {
            throw new IOException("the shell did not start it");
        }
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow(() -> new IOException("it ended at once"));
    }

    /** Copies the new part of the log to the terminal until the launcher is ready or has ended. */
    private int relay(Path log, long from, Process shell) throws IOException {
        var position = from;
        while (true) {
            // Asked before the log is read, so that nothing written before the answer is missed.
            var ready = Files.exists(data.ready());
            var ended = !shell.isAlive();
            position = copy(log, position);
            if (ready || ended) {
                return ready ? 0 : 1;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static long copy(Path log, long from) throws IOException {
        if (!Files.exists(log)) {
            return from;
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(from);
            var added = new byte[(int) (file.length() - from)];
            file.readFully(added);
            System.out.write(added, 0, added.length);
            System.out.flush();
            return from + added.length;
        }
    }
}
