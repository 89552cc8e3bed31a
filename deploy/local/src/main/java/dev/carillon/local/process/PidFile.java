package dev.carillon.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says under which pid a process runs, for people ({@code kill $(cat …)}) and for a later launcher. A pid alone proves nothing:
 * its process may be gone and its number given to a stranger. So the time the process started is kept in a hidden file beside
 * it, and only a process that started then is believed to be ours.
 */
public final class PidFile {

    /** Start times are read from a clock of whole ticks on top of a boot time of whole seconds; two readings differ a little. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final Path file;
    private final Path startFile;

    /** The file {@code name} in {@code directory}. */
    public PidFile(Path directory, String name) {
        this.file = directory.resolve(name);
        this.startFile = directory.resolve("." + name + ".started");
    }

    /** Records a running process. */
    public void write(ProcessHandle process) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(
                    startFile,
                    process.info().startInstant().map(Instant::toString).orElse("") + "\n");
            // Last, and at once: a reader sees a whole pid or no file.
            var unfinished = file.resolveSibling("." + file.getFileName() + ".new");
            Files.writeString(unfinished, process.pid() + "\n");
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write the pid file " + file, e);
        }
    }

    /** Whether there is a pid file, whatever it says. */
    public boolean exists() {
        return Files.exists(file);
    }

    /** What the file says, for messages. */
    public String text() {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** The recorded process, when it still runs and is the one that was recorded. */
    public Optional<ProcessHandle> process() {
        try {
            var pid = Long.parseLong(Files.readString(file).strip());
            var started = Instant.parse(Files.readString(startFile).strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> startedAt(process, started));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean startedAt(ProcessHandle process, Instant expected) {
        return process.info()
                .startInstant()
                .filter(actual -> Duration.between(actual, expected).abs().compareTo(TOLERANCE) <= 0)
                .isPresent();
    }

    /** Removes the file; nothing happens when there is none. */
    public void delete() {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(startFile);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not delete the pid file " + file, e);
        }
    }
}
