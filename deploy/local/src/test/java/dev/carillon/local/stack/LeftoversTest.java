package dev.carillon.local.stack;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private DataDirectory data = DataDirectory.at(Path.of("unused"));

    @BeforeEach
    void inATemporaryDirectory() {
        data = DataDirectory.at(directory);
    }

    @Test
    void stopsWhatIsProvedToBeOurs() throws Exception {
        var orphan = new ProcessBuilder("sleep", "600").start();
        data.pid("worker").write(orphan.toHandle());

        clear();

        await().until(() -> !orphan.isAlive());
        assertFalse(data.pid("worker").exists());
        assertEquals("Stopping worker (process %d), which an earlier run left behind.".formatted(orphan.pid()), said());
    }

    @Test
    void leavesAStrangerAloneWhoHasTheNumberOfAStalePidFile() throws Exception {
        var stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.createDirectories(data.pids());
            Files.writeString(data.pids().resolve("api"), stranger.pid() + "\n");

            clear();

            assertTrue(stranger.isAlive());
            assertFalse(data.pid("api").exists());
            assertEquals(
                    "Removed stale pid files, whose processes are not ours or no longer run: api (%d)."
                            .formatted(stranger.pid()),
                    said());
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void removesAPostmasterFileWhoseNumberBelongsToAStranger() throws Exception {
        var file = Files.createDirectories(data.postgres()).resolve("postmaster.pid");
        Files.writeString(file, ProcessHandle.current().pid() + "\n/data\n");

        clear();

        assertFalse(Files.exists(file));
    }

    private void clear() {
        new Leftovers(data, new Report(new PrintStream(said, true, StandardCharsets.UTF_8))).clear();
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8).strip();
    }
}
