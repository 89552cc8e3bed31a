package dev.carillon.local.launch;

import dev.carillon.local.drill.ClockFault;
import dev.carillon.local.drill.Drill;
import dev.carillon.local.drill.DrillReport;
import dev.carillon.local.drill.DrillTable;
import dev.carillon.local.drill.Fault;
import dev.carillon.local.drill.Faults;
import dev.carillon.local.drill.Fleet;
import dev.carillon.local.process.StartFailure;
import dev.carillon.local.stack.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Pulls every plug under load and proves that nothing was lost. It has servers and services of its own, apart from {@code up}. */
@Command(
        name = "drill",
        description = "Pulls every plug under load, one after the other, and checks that nothing accepted was lost.",
        footer = {
            "",
            "It starts servers, two API instances, two workers and monitoring of its own, apart from './carillon up',",
            "and ends by itself: a minute or so a fault, fifteen minutes for all. It needs about 3 GB of memory.",
            "Exit code 0: nothing lost, and nothing repeated that the fault does not explain. 1: something was, or the",
            "load could not be reached. 2: not understood. See docs/drill.md."
        })
final class DrillCommand implements Callable<Integer> {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--list", description = "List the faults, and do nothing.")
    private boolean list;

    @Option(
            names = "--fault",
            paramLabel = "NAME",
            split = ",",
            description = "Only this fault; several are separated by commas (default: all).")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--rate",
            paramLabel = "JOBS",
            defaultValue = "300",
            description = "Jobs a second, of all organizations (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description =
                    "How long a fault lasts; the load runs for half of it before and after (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--short", description = "As --seconds 3.")
    private boolean brief;

    @Option(
            names = "--repeat",
            paramLabel = "TIMES",
            defaultValue = "1",
            description = "Try each fault so many times (default: ${DEFAULT-VALUE}).")
    private int repeat;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results there too, as JSON.")
    private @Nullable Path json;

    @Option(names = "--keep", description = "Keep logs and journals, also when everything passed.")
    private boolean keep;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (rate < 1 || rate > 10_000 || seconds < 1 || seconds > 3_600 || repeat < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--rate is 1 to 10000, --seconds is 1 to 3600, and --repeat is 1 or more");
        }
        var report = new Report(System.out);
        Thread.setDefaultUncaughtExceptionHandler(DrillCommand::surprised);
        if (list) {
            Faults.NAMES.forEach((key, name) -> report.say("%-19s %s".formatted(key, name)));
            sayWhatIsSkipped(report);
            return 0;
        }
        for (var name : only) {
            if (!Faults.NAMES.containsKey(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no fault '%s': './carillon drill --list' lists them".formatted(name));
            }
        }
        report.say("Starting 2 API instances, 2 workers, monitoring, PostgreSQL, Redis and two receivers");
        try (var fleet = Fleet.start(CommonOptions.project())) {
            return drill(report, fleet);
        }
    }

    /** The mail server ends a thread by an exception when its connection is cut, which is what the drill does. */
    private static void surprised(Thread thread, Throwable failure) {
        if (!thread.getName().startsWith("smtp:")) {
            failure.printStackTrace();
        }
    }

    private int drill(Report report, Fleet fleet) {
        var startedAt = Instant.now();
        var faults = chosen(fleet);
        var length = Duration.ofSeconds(brief ? 3 : seconds);
        report.say(
                "%d jobs a second, faults of %d s, logs in %s".formatted(rate, length.toSeconds(), fleet.directory()));
        sayWhatIsSkipped(report);
        var results = new ArrayList<Drill.Result>();
        var drill = new Drill(fleet, rate, length);
        try {
            for (int turn = 0; turn < faults.size(); turn++) {
                var fault = faults.get(turn);
                var head = "%2d/%d %-19s".formatted(turn + 1, faults.size(), fault.key());
                say(report, head, "under load");
                var result = drill.run(fault, line -> say(report, head, line));
                results.add(result);
                say(report, head, summary(result));
                say(
                        report,
                        head,
                        "slowest, %s: %s"
                                .formatted(
                                        Report.seconds(result.verdict().longest()),
                                        result.verdict().slowest()));
                DrillTable.remarks(result).forEach(remark -> say(report, head, remark));
            }
        } catch (RuntimeException e) {
            fleet.keep();
            throw fleet.isClosed() ? new StartFailure("The drill was ended before it was over") : e;
        }
        show(report, results);
        var skipped = ClockFault.isPossible() ? List.<String>of() : List.of("clock-ahead", "clock-behind");
        if (json != null) {
            DrillReport.write(json, startedAt, results, skipped);
        }
        var passed = results.stream().allMatch(result -> result.passed() && result.loaded());
        if (keep || !passed) {
            fleet.keep();
        }
        return passed ? 0 : 1;
    }

    private List<Fault> chosen(Fleet fleet) {
        var all = new Faults(fleet).all();
        Map<String, Fault> byName = all.stream().collect(Collectors.toMap(Fault::key, Function.identity()));
        var once = only.isEmpty()
                ? all
                : only.stream().filter(byName::containsKey).map(byName::get).toList();
        if (once.isEmpty() && !only.contains("nothing")) {
            throw new StartFailure(ClockFault.skipped());
        }
        // The first minute of a service is slow, which is no fault's doing.
        List<Fault> repeated = new ArrayList<>(List.of(new Faults(fleet).nothing()));
        for (int turn = 0; turn < repeat; turn++) {
            repeated.addAll(once);
        }
        return repeated;
    }

    private static void say(Report report, String head, String line) {
        report.say("%s %s %s".formatted(LocalTime.now().format(CLOCK), head, line));
    }

    private static String summary(Drill.Result result) {
        var verdict = result.verdict();
        return "%s: %,d accepted, %,d finished, %d lost, %d twice"
                .formatted(
                        result.passed() ? "passed" : "FAILED",
                        verdict.accepted(),
                        verdict.finished(),
                        verdict.lost(),
                        verdict.twice());
    }

    private static void show(Report report, List<Drill.Result> results) {
        report.say("");
        report.say(DrillTable.head());
        results.forEach(result -> report.say(DrillTable.line(result)));
        report.say("");
        DrillTable.legend().forEach(report::say);
        report.say("");
        sayWhatIsSkipped(report);
        report.say(DrillTable.verdict(results));
    }

    private static void sayWhatIsSkipped(Report report) {
        if (!ClockFault.isPossible()) {
            report.say("##");
            report.say("## " + ClockFault.skipped());
            report.say("##");
        }
    }
}
