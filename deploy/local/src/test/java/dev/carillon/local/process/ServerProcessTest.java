package dev.carillon.local.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

    @TempDir
    Path directory;

    @Test
    void tellsPidOutputAndExitCode() throws Exception {
        var mayEnd = directory.resolve("may-end");
        var process = start(
                "echo $$ $NAME; until [ -e \"$MAY_END\" ]; do sleep 0.01; done; exit 7",
                Map.of("NAME", "carillon", "MAY_END", mayEnd.toString()));

        Files.createFile(mayEnd);
        assertEquals(7, process.onExit().get());
        assertEquals(
                process.pid() + " carillon", Files.readString(process.log()).strip());
        assertFalse(process.isAlive());
    }

    @Test
    void stopsInGoodOrderWithTheSignalItWasGiven() throws Exception {
        var process = start("trap 'echo bye; exit 0' INT; echo hello; while :; do sleep 0.05; done", Map.of());
        await().until(() -> lastLine(process).equals("hello"));

        process.stop(Duration.ofSeconds(10));

        assertEquals(0, process.onExit().get());
        assertEquals("bye", lastLine(process));
    }

    @Test
    void killsWhatDoesNotStop() throws Exception {
        var process = start("trap '' INT; echo hello; while :; do sleep 0.05; done", Map.of());
        await().until(() -> lastLine(process).equals("hello"));

        process.stop(Duration.ofMillis(100));

        assertEquals(128 + 9, process.onExit().get());
    }

    @Test
    void aSuspendedServerHasNotEnded() throws Exception {
        var process = start("echo hello; while :; do sleep 0.05; done", Map.of());
        await().until(() -> lastLine(process).equals("hello"));
        var server = ProcessHandle.of(process.pid()).orElseThrow();

        Signals.send("STOP", server);
        await().during(Duration.ofMillis(500)).until(process::isAlive);
        Signals.send("CONT", server);
        Signals.send("KILL", server);

        assertEquals(128 + 9, process.onExit().get());
    }

    @Test
    void aProgramThatDoesNotExistIsNamed() {
        var command = new ServerProcess.Command(
                "Redis",
                List.of(directory.resolve("missing").toString()),
                Map.of(),
                directory.resolve("log"),
                StopSignal.TERM,
                null);

        var failure = assertThrows(
                StartFailure.class,
                () -> Readiness.await(ServerProcess.start(command), Duration.ofSeconds(10), () -> false));

        assertTrue(failure.getMessage().startsWith("Redis ended while it started"), failure.getMessage());
        assertTrue(failure.getMessage().contains("No such file"), failure.getMessage());
    }

    @Test
    void endsWithItsJvmEvenWhenThatIsKilled() throws Exception {
        var scratch = Files.createDirectory(directory.resolve("scratch"));
        var jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
        var server = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();

        jvm.destroyForcibly().waitFor();

        await().until(() -> !server.isAlive());
        await().until(() -> !Files.exists(scratch));
    }

    /** A JVM that starts a server, tells its pid, and waits to be killed. */
    static final class Owner {

        private Owner() {}

        /** Starts the server in the directory that is the first argument. */
        public static void main(String[] arguments) throws Exception {
            var directory = Path.of(arguments[0]);
            var process = ServerProcess.start(new ServerProcess.Command(
                    "sleeper",
                    List.of("sleep", "600"),
                    Map.of(),
                    directory.resolve("log"),
                    StopSignal.TERM,
                    directory.resolve("scratch")));
            System.out.println(process.pid());
            process.onExit().get();
        }
    }

    private ServerProcess start(String script, Map<String, String> environment) {
        return ServerProcess.start(new ServerProcess.Command(
                "script", List.of("bash", "-c", script), environment, directory.resolve("log"), StopSignal.INT, null));
    }

    private static String lastLine(ServerProcess process) throws IOException {
        return Files.readString(process.log()).lines().reduce("", (earlier, later) -> later);
    }
}
