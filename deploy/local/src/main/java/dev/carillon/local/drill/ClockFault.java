package dev.carillon.local.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A worker whose clock is five minutes ahead. The services have no setting for that, and should have none, so the C library is
 * given another clock by libfaketime where that is installed.
 */
public final class ClockFault {

    /** Names the library when it is in an unusual place. */
    private static final String VARIABLE = "CARILLON_FAKETIME_LIBRARY";

    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/lib"), Path.of("/usr/local/lib"), Path.of("/usr/lib64"));
    private static final String NAME = "libfaketimeMT.so.1";

    private ClockFault() {}

    /** The fault, or nothing where the library is missing. */
    public static Optional<Fault> on(Fleet fleet) {
        return library().map(library -> {
            var worker = fleet.workers.getFirst().server();
            var late = fleet.instance(
                    "worker-service",
                    3,
                    Map.of(
                            "LD_PRELOAD", library.toString(),
                            "FAKETIME", "+5m",
                            // Waiting is done by the monotonic clock, which no wrong setting of the time changes.
                            "FAKETIME_DONT_FAKE_MONOTONIC", "1"));
            return Fault.of(
                    "the clock of a worker five minutes ahead",
                    () -> {
                        // One worker less, so that the one with the wrong clock has half of the work.
                        late.server().start();
                        worker.kill();
                    },
                    () -> {
                        late.server().stop();
                        worker.start();
                    });
        });
    }

    /** What to say where there is none. */
    public static String skipped() {
        return "SKIPPED: the clock of a worker five minutes off. It needs libfaketime (package faketime, or %s)."
                .formatted(VARIABLE);
    }

    private static Optional<Path> library() {
        var named = System.getenv(VARIABLE);
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::exists);
        }
        return FOLDERS.stream()
                .filter(Files::isDirectory)
                .flatMap(folder -> within(folder).stream())
                .findFirst();
    }

    private static Optional<Path> within(Path folder) {
        try (Stream<Path> files = Files.find(folder, 3, (file, _) -> file.endsWith(NAME))) {
            return files.findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
