package dev.carillon.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    @TempDir
    Path directory;

    @Test
    void findsTheProcessThatWasRecorded() throws Exception {
        var file = new PidFile(directory, "worker");

        file.write(ProcessHandle.current());

        assertEquals(ProcessHandle.current().pid() + "\n", Files.readString(directory.resolve("worker")));
        assertEquals(Optional.of(ProcessHandle.current()), file.process());
        file.delete();
        assertEquals(Optional.empty(), file.process());
        try (var rest = Files.list(directory)) {
            assertEquals(0, rest.count());
        }
    }

    @Test
    void doesNotBelieveInAProcessThatIsGone() throws Exception {
        var file = new PidFile(directory, "worker");
        var process = new ProcessBuilder("sleep", "60").start();
        file.write(process.toHandle());
        process.destroyForcibly().waitFor();

        assertEquals(Optional.empty(), file.process());
    }

    @Test
    void doesNotTakeAStrangerWithTheSameNumberForOurs() throws Exception {
        var file = new PidFile(directory, "worker");
        file.write(ProcessHandle.current());
        var earlier = Instant.now().minus(Duration.ofDays(1));
        Files.writeString(directory.resolve(".worker.started"), earlier + "\n");

        assertEquals(Optional.empty(), file.process());
    }

    @Test
    void doesNotBelieveAFileThatSomebodyWrote() throws Exception {
        var file = new PidFile(directory, "worker");
        Files.writeString(
                directory.resolve("worker"),
                Long.toString(ProcessHandle.current().pid()));

        assertEquals(Optional.empty(), file.process());
        Files.writeString(directory.resolve("worker"), "not a number");
        assertEquals(Optional.empty(), file.process());
        assertFalse(file.text().isEmpty());
    }
}
