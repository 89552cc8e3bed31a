package dev.carillon.local.launch;

import dev.carillon.local.drill.ClockFault;
import dev.carillon.local.drill.Drill;
import dev.carillon.local.drill.DrillTable;
import dev.carillon.local.drill.Fault;
import dev.carillon.local.drill.Faults;
import dev.carillon.local.drill.Fleet;
import dev.carillon.local.stack.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Pulls every plug under load and proves that nothing was lost. It has servers and services of its own, apart from {@code up}. */
@Command(
        name = "drill",
        description = "Pulls every plug under load, one after the other, and checks that nothing accepted was lost.",
        footer = {
            "",
            "It starts servers, two API instances, two workers and monitoring of its own, and ends by itself.",
            "Exit code 0: nothing lost, nothing repeated by our fault. 1: something was. See docs/drill.md."
        })
final class DrillCommand implements Callable<Integer> {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--short", description = "Faults of 3 seconds instead of 15.")
    private boolean brief;

    @Option(
            names = "--rate",
            paramLabel = "JOBS",
            defaultValue = "300",
            description = "Jobs a second, of all organizations (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Override
    public Integer call() {
        var report = new Report(System.out);
        Thread.setDefaultUncaughtExceptionHandler(DrillCommand::surprised);
        report.say("Starting 2 API instances, 2 workers, monitoring and their servers");
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
        var drill = new Drill(fleet, rate, brief ? Duration.ofSeconds(3) : Duration.ofSeconds(15));
        var faults = new ArrayList<>(new Faults(fleet).all());
        var clock = ClockFault.on(fleet);
        clock.ifPresent(faults::add);
        report.say("%d jobs a second over both channels and several organizations; logs in %s"
                .formatted(rate, fleet.directory()));
        report.say("");
        report.say(DrillTable.head());
        var results = new ArrayList<Drill.Result>();
        for (Fault fault : faults) {
            var result = drill.run(fault);
            results.add(result);
            report.say(DrillTable.line(result));
        }
        if (clock.isEmpty()) {
            report.say(ClockFault.skipped());
        }
        report.say("");
        DrillTable.legend().forEach(report::say);
        report.say("");
        report.say(DrillTable.verdict(results));
        return results.stream().allMatch(Drill.Result::passed) ? 0 : 1;
    }
}
