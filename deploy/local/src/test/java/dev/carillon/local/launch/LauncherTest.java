package dev.carillon.local.launch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.local.process.PidFile;
import dev.carillon.local.stack.EnvironmentFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process, with real servers and stand-ins for the services. */
class LauncherTest {

    private static final List<String> PROCESSES = List.of("api", "worker", "monitoring", "postgres", "redis");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private LauncherRun launcher() throws IOException {
        return new LauncherRun(Files.createDirectories(directory.resolve("a project")));
    }

    @AfterEach
    void nothingStaysBehind() throws Exception {
        launcher().run("down");
    }

    @Test
    void upShowsThePathStaysUntilItIsStoppedAndKeepsTheData() throws Exception {
        var launcher = launcher();
        var up = launcher.up();
        await().atMost(PATIENCE)
                .until(() ->
                        up.output().contains("Ctrl-C stops it") || !up.process().isAlive());
        var output = up.output();

        assertTrue(output.contains("E-mail to you@example.test"), output);
        assertTrue(output.contains("caught: “Carillon rings” from carillon@example.test to you@example.test"), output);
        assertTrue(output.contains("signature verified"), output);
        assertTrue(output.contains("    succeeded  "), output);
        var environment = EnvironmentFile.read(launcher.data().resolve("env"));
        assertTrue(output.contains(environment.getOrDefault("CARILLON_API_KEY", "?")), output);

        var second = launcher.run(launcher.upArguments());
        assertEquals(1, second.code());
        assertTrue(second.output().startsWith("Carillon is already up with the data in "), second.output());
        assertEquals(1, second.output().lines().count(), second.output());
        assertEquals(0, launcher.run("status").code());
        var mail = new ObjectMapper().readTree(launcher.run("mail", "--json").output());
        assertEquals("Carillon rings", mail.path(0).path("subject").asText());
        assertEquals("you@example.test", mail.path(0).path("to").path(0).asText());

        var processes = processes(launcher);
        interrupt(up.process().toHandle());
        assertTrue(up.result().output().contains("nothing of it runs any more"), up.output());
        assertTrue(processes.stream().noneMatch(ProcessHandle::isAlive));
        assertFalse(Files.exists(launcher.data().resolve("env")));
        assertEquals(1, launcher.run("status").code());

        var again = launcher.run(launcher.upArguments("--detach", "--no-demo"));
        assertEquals(0, again.code(), again.output());
        assertFalse(again.output().contains("E-mail to"), again.output());
        assertEquals(6, starts(launcher), "three services, twice");
        assertEquals(
                environment.get("CARILLON_API_KEY"),
                EnvironmentFile.read(launcher.data().resolve("env")).get("CARILLON_API_KEY"));
        var inBackground = processes(launcher);
        assertEquals(0, launcher.run("down").code());
        assertTrue(inBackground.stream().noneMatch(ProcessHandle::isAlive));

        assertEquals(0, launcher.run("reset").code());
        assertFalse(Files.exists(launcher.data()));
    }

    @Test
    void aProcessThatDiesIsStartedAgainAndAKilledLauncherTakesEverythingWithIt() throws Exception {
        var launcher = launcher();
        var up = launcher.up("--no-demo");
        await().atMost(PATIENCE)
                .until(() ->
                        up.output().contains("Ctrl-C stops it") || !up.process().isAlive());
        var worker = new PidFile(launcher.data().resolve("pids"), "worker");
        var first = worker.process().orElseThrow();

        first.destroyForcibly();
        await().atMost(PATIENCE).until(() -> up.output().contains("worker-service is ready again"));
        assertTrue(up.output().contains("worker-service ended unexpectedly (killed by signal 9)"), up.output());
        assertNotEquals(first.pid(), worker.process().orElseThrow().pid());

        var processes = processes(launcher);
        up.process().destroyForcibly().waitFor();
        await().atMost(PATIENCE).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));

        var again = launcher.run(launcher.upArguments("--detach", "--no-demo"));
        assertEquals(0, again.code(), again.output());
        assertTrue(again.output().contains("Removed stale pid files"), again.output());
        assertEquals(7, starts(launcher), "the data of before is still there");
    }

    @Test
    void whatIsInTheWayIsSaidInOneSentence() throws Exception {
        var launcher = launcher();
        Files.delete(directory.resolve("a project/api-service/target/quarkus-app/quarkus-run.jar"));

        var unknown = launcher.run("up", "--api-port=70000");
        assertEquals(1, unknown.code());
        assertEquals(
                "--api-port (or CARILLON_API_PORT) is 70000, which is not a port: use a number from 1 to 65535.",
                unknown.output().strip());
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var busy = launcher.run(launcher.upArguments("--api-port=" + taken.getLocalPort()));
            assertEquals(1, busy.code());
            assertEquals(
                    "Port %d, which api-service needs, is used by another program; choose another with --api-port or CARILLON_API_PORT."
                            .formatted(taken.getLocalPort()),
                    busy.output().strip());
        }
        var broken = launcher.run(launcher.upArguments("--detach"));
        assertEquals(1, broken.code());
        assertTrue(broken.output().contains("api-service ended while it started"), broken.output());
        assertTrue(broken.output().contains("Unable to access jarfile"), broken.output());
    }

    private static List<ProcessHandle> processes(LauncherRun launcher) {
        return PROCESSES.stream()
                .map(name -> new PidFile(launcher.data().resolve("pids"), name)
                        .process()
                        .orElseThrow(() -> new AssertionError(name + " does not run")))
                .toList();
    }

    private static void interrupt(ProcessHandle process) throws Exception {
        new ProcessBuilder("kill", "-s", "INT", Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private static int starts(LauncherRun launcher) throws SQLException {
        Map<String, String> environment = EnvironmentFile.read(launcher.data().resolve("env"));
        try (var connection = DriverManager.getConnection(
                        environment.getOrDefault("DATABASE_URL", ""),
                        environment.get("DATABASE_USER"),
                        environment.get("DATABASE_PASSWORD"));
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM start")) {
            assertTrue(row.next());
            return row.getInt(1);
        }
    }
}
