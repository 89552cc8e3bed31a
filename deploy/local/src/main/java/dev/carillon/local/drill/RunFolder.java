package dev.carillon.local.drill;

import dev.carillon.local.process.PidFile;
import dev.carillon.local.server.DirectoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Everything that a drill writes: data, logs and journals. It goes with the drill, unless it is kept to find out what went wrong.
 * What a drill left that was killed itself is removed by the next.
 */
final class RunFolder {

    private static final String PREFIX = "carillon-drill-run-";
    private static final String KEPT = "carillon-drill-kept-";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /** A new one, once the leftovers of drills that are gone have been removed. */
    static RunFolder create() {
        var parent = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            removeLeftovers(parent);
            var folder = Files.createTempDirectory(parent, PREFIX);
            pid(folder).write(ProcessHandle.current());
            return new RunFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not prepare a folder in " + parent, e);
        }
    }

    private static void removeLeftovers(Path parent) throws IOException {
        List<Path> folders;
        try (var files = Files.list(parent)) {
            folders = files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
        for (var folder : folders) {
            if (pid(folder).exists() && pid(folder).process().isEmpty()) {
                DirectoryTree.delete(folder);
            }
        }
    }

    private static PidFile pid(Path folder) {
        return new PidFile(folder, "drill.pid");
    }

    Path path() {
        return path;
    }

    /** A folder in it. */
    Path subfolder(String name) {
        try {
            return Files.createDirectory(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes it. */
    void delete() {
        try {
            DirectoryTree.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives it a name that is nobody's to remove, and answers where it is now. */
    Path keep() {
        try {
            pid(path).delete();
            return Files.move(path, path.resolveSibling(KEPT + NAME.format(Instant.now())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
