package dev.carillon.local.drill;

import dev.carillon.local.drill.Fleet.Instance;
import dev.carillon.local.process.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A worker whose clock is five minutes off. The services have no setting for that, and should have none, so the C library is
 * given another clock by libfaketime where that is installed.
 */
public final class ClockFault {

    /** Names the library when it is in an unusual place. */
    private static final String VARIABLE = "CARILLON_FAKETIME_LIBRARY";

    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/lib"), Path.of("/usr/local/lib"), Path.of("/usr/lib64"));
    private static final String NAME = "libfaketimeMT.so.1";
    private static final Duration OFF = Duration.ofMinutes(5);

    /** How exactly the time of a start is known. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private static final Pattern STARTED = Pattern.compile("(?m)^process_start_time_seconds(?:\\{.*})? ([0-9.E+]+)");

    private ClockFault() {}

    /** The faults, ahead and behind, or nothing where the library is missing. */
    public static List<Fault> on(Fleet fleet) {
        return library()
                .map(library -> List.of(
                        fault(fleet, library, "clock-ahead", 3, OFF),
                        fault(fleet, library, "clock-behind", 4, OFF.negated())))
                .orElse(List.of());
    }

    private static Fault fault(Fleet fleet, Path library, String key, int number, Duration off) {
        var worker = fleet.workers.getFirst().server();
        var wrong = fleet.instance(
                "worker-service",
                number,
                Map.of(
                        "LD_PRELOAD",
                        library.toString(),
                        "FAKETIME",
                        "%+ds".formatted(off.toSeconds()),
                        // Waiting is done by the monotonic clock, which no wrong setting of the time changes. Without
                        // the
                        // second setting the library ends some of Java's waits at once.
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1",
                        "FAKETIME_FORCE_MONOTONIC_FIX",
                        "0"));
        return Fault.of(
                        key,
                        () -> {
                            wrong.server().start();
                            verify(wrong, off);
                            // One worker less, so that the one with the wrong clock has half of the work. It ends in
                            // good
                            // order: nothing may arrive twice.
                            worker.stop();
                        },
                        () -> {
                            worker.start();
                            wrong.server().stop();
                        })
                .witnessedBy(wrong.name());
    }

    /** A fault that did not happen proves nothing. */
    private static void verify(Instance wrong, Duration off) {
        var really = wrong.server().process().handle().info().startInstant().orElseGet(Instant::now);
        try (var answer = URI.create(wrong.address() + "/metrics").toURL().openStream()) {
            var started = STARTED.matcher(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
            if (!started.find()) {
                throw new StartFailure("The worker does not say when it was started, so its clock is not known");
            }
            var told = Instant.ofEpochMilli((long) (Double.parseDouble(started.group(1)) * 1000));
            if (Duration.between(really, told).minus(off).abs().compareTo(TOLERANCE) > 0) {
                throw new StartFailure("The clock of the worker should be %s off, but it started at %s and says %s"
                        .formatted(off, really, told));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the faults can be tried here. */
    public static boolean isPossible() {
        return library().isPresent();
    }

    /** What to say where there is none. */
    public static String skipped() {
        return "SKIPPED: clock-ahead, clock-behind. They need libfaketime: install package faketime, or set %s."
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
