package dev.carillon.local.launch;

import dev.carillon.local.process.StartFailure;
import dev.carillon.local.stack.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the end of the logs. */
@Command(name = "logs", description = "Shows the end of the logs.")
final class Logs implements Callable<Integer> {

    private static final Duration PAUSE = Duration.ofMillis(250);

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Which: api, worker, monitoring, postgres, redis, webhooks, launcher, build"
                    + " (default: the three services).")
    private List<String> names = List.of();

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "30",
            description = "How many lines of each (default: 30).")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on showing what is added, until Ctrl-C.")
    private boolean follow;

    @Override
    public Integer call() {
        var directory = common.directory();
        var chosen = names.isEmpty() ? List.of("api", "worker", "monitoring") : names;
        var positions = new HashMap<Path, Long>();
        for (var name : chosen) {
            var log = existing(directory, name);
            System.out.println("==> " + log + " <==");
            positions.put(log, showEnd(log));
        }
        while (follow && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            positions.replaceAll((log, position) -> showAdded(log, position, positions));
        }
        return 0;
    }

    private static Path existing(DataDirectory directory, String name) {
        var log = directory.log(name);
        if (!Files.exists(log)) {
            throw new StartFailure(
                    "There is no log %s; './carillon logs --help' names those there can be.".formatted(log));
        }
        return log;
    }

    private long showEnd(Path log) {
        var added = read(log, 0);
        var all = new String(added, StandardCharsets.UTF_8).lines().toList();
        all.subList(Math.max(0, all.size() - lines), all.size()).forEach(System.out::println);
        return added.length;
    }

    private static long showAdded(Path log, long from, Map<Path, Long> logs) {
        var added = read(log, from);
        if (added.length > 0) {
            var prefix = logs.size() == 1 ? "" : log.getFileName().toString().replace(".log", "") + " | ";
            new String(added, StandardCharsets.UTF_8).lines().forEach(line -> System.out.println(prefix + line));
        }
        return from + added.length;
    }

    private static byte[] read(Path log, long from) {
        try (var channel = Files.newInputStream(log)) {
            channel.skipNBytes(Math.min(from, Files.size(log)));
            return channel.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + log, e);
        }
    }
}
