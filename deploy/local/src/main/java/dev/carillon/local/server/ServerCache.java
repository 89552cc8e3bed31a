package dev.carillon.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * What is unpacked or prepared once and used by every later start: binaries, and an initialised database cluster for tests.
 * Kept under the user's cache folder, where nobody else can plant a program; safe to delete while nothing runs.
 */
final class ServerCache {

    /** Fills a directory. */
    interface Filler {
        void fill(Path directory) throws IOException;
    }

    private ServerCache() {}

    /** The directory {@code name} of the cache; when it is missing, it is filled first, by one process at a time. */
    static synchronized Path directory(String name, Filler filler) {
        try {
            var root = Files.createDirectories(root());
            var wanted = root.resolve(name);
            if (!Files.isDirectory(wanted)) {
                fillOnce(root, wanted, filler);
            }
            return wanted;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not prepare " + name + " in the cache folder " + root(), e);
        }
    }

    private static void fillOnce(Path root, Path wanted, Filler filler) throws IOException {
        var lockFile = root.resolve("lock");
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // until the channel is closed
            if (Files.isDirectory(wanted)) {
                return;
            }
            // Filled beside its place and then renamed, so that a crash halfway never leaves a directory that looks
            // complete.
            var unfinished = root.resolve(wanted.getFileName() + ".unfinished");
            DirectoryTree.delete(unfinished);
            filler.fill(Files.createDirectory(unfinished));
            Files.move(unfinished, wanted, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path root() {
        var home = Path.of(System.getProperty("user.home"));
        var configured = System.getenv("XDG_CACHE_HOME");
        if (configured != null && !configured.isBlank()) {
            return Path.of(configured, "carillon");
        }
        var mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        return mac ? home.resolve("Library/Caches/carillon") : home.resolve(".cache/carillon");
    }
}
