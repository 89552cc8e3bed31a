package dev.carillon.benchmark;

import dev.carillon.local.stack.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program behind {@code ./carillon bench}. */
@Command(
        name = "carillon bench",
        mixinStandardHelpOptions = true,
        subcommands = CacheBench.class,
        description = "Measures the suite on this machine, on servers and data of its own, and stops by itself.")
public final class Bench implements Callable<Integer> {

    @Parameters(
            paramLabel = "SCENARIO",
            description = "What to measure: ${COMPLETION-CANDIDATES} (default: all but SUSTAIN).")
    private List<Scenario> scenarios = List.of(Scenario.ACCEPT, Scenario.PROCESS, Scenario.LATENCY);

    @Option(names = "--runs", paramLabel = "N", defaultValue = "3", description = "How often each (default: 3).")
    private int runs;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "15",
            description = "How long a measurement takes (default: 15).")
    private int seconds;

    @Option(
            names = "--sustain-seconds",
            paramLabel = "N",
            defaultValue = "600",
            description = "How long SUSTAIN submits (default: 600).")
    private int sustainSeconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "20",
            description = "Seconds of load before the first measurement of a scenario (default: 20).")
    private int warmUp;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "50000",
            description = "Jobs that PROCESS queues (default: 50000).")
    private int jobs;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "A file to which each result is appended as a line of JSON.")
    private @org.jspecify.annotations.Nullable Path output;

    private Bench() {}

    /** Measures and ends the JVM: 0 done, 1 not possible, 2 not understood. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException {
        Path project = Path.of(System.getProperty("carillon.project"));
        Report report = new Report(System.out);
        List<Result> results = new ArrayList<>();
        try (Suite suite = new Suite(project, project.resolve("benchmark/target/data"), report);
                Ledger ledger = suite.ledger()) {
            for (Scenario scenario : scenarios) {
                for (int run = 1; run <= runs; run++) {
                    // What is warm stays warm.
                    Result result = scenario.run(suite, ledger, scale(run == 1));
                    report.say(result.line());
                    write(result);
                    results.add(result);
                }
            }
        }
        return results.isEmpty() ? 1 : 0;
    }

    private Scenario.Scale scale(boolean first) {
        return new Scenario.Scale(
                Duration.ofSeconds(first ? warmUp : Math.min(warmUp, 3)),
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(sustainSeconds),
                jobs,
                first ? 3 : 1);
    }

    private void write(Result result) throws IOException {
        if (output != null) {
            Files.writeString(output, result.json() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
