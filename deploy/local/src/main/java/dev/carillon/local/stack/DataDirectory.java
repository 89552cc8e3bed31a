package dev.carillon.local.stack;

import dev.carillon.local.process.PidFile;
import dev.carillon.local.process.StartFailure;
import dev.carillon.local.server.DirectoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Everything the local suite keeps: databases, mail, logs, pid files, credentials. By default {@code .carillon} in the project.
 *
 * @param root the directory itself, absolute
 */
public record DataDirectory(Path root) {

    /** What {@code reset} deletes. Nothing else in the directory is ours. */
    private static final List<String> OURS =
            List.of("postgres", "redis", "mail", "logs", "pids", "env", "credentials", "ready", "lock");

    /** The directory at {@code path}, relative to the current directory. */
    public static DataDirectory at(Path path) {
        return new DataDirectory(path.toAbsolutePath().normalize());
    }

    /** Creates the directory unless it exists. */
    public DataDirectory create() {
        try {
            Files.createDirectories(root);
            return this;
        } catch (IOException e) {
            throw new StartFailure(
                    "The data directory %s cannot be created (%s); choose another with --data"
                            .formatted(root, e.getMessage()),
                    e);
        }
    }

    /** PostgreSQL's cluster. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    /** Redis' append-only file. */
    public Path redis() {
        return root.resolve("redis");
    }

    /** What the mail catcher received. */
    public Path mail() {
        return root.resolve("mail");
    }

    /** Where all logs are. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** The log of one process. */
    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /** Where all pid files are. */
    public Path pids() {
        return root.resolve("pids");
    }

    /** The pid file of one process. */
    public PidFile pid(String name) {
        return new PidFile(pids(), name);
    }

    /** Shell assignments for people and scripts; exists while the suite is up. */
    public Path environment() {
        return root.resolve("env");
    }

    /** Passwords and the API key, made once. */
    public Path credentials() {
        return root.resolve("credentials");
    }

    /** Exists from the moment a detached suite is ready. */
    public Path ready() {
        return root.resolve("ready");
    }

    /** Held by the launcher that runs the suite. */
    public Path lock() {
        return root.resolve("lock");
    }

    /** Deletes everything that the local suite keeps, and the directory when nothing else is in it. */
    public void reset() {
        try {
            for (var name : OURS) {
                DirectoryTree.delete(root.resolve(name));
            }
            if (Files.isDirectory(root)) {
                try (var rest = Files.list(root)) {
                    if (rest.findAny().isEmpty()) {
                        Files.delete(root);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not delete the data in " + root, e);
        }
    }

    /** Writes a file that only its owner may read, replacing it at once. */
    static void writePrivately(Path file, String text) {
        try {
            var unfinished = file.resolveSibling("." + file.getFileName() + ".new");
            Files.deleteIfExists(unfinished);
            Files.createFile(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(unfinished, text);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + file, e);
        }
    }
}
