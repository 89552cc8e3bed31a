package dev.carillon.local.launch;

import dev.carillon.local.stack.Report;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops everything and deletes its data. */
@Command(
        name = "reset",
        description = "Stops everything and deletes its data: databases, mail, logs, passwords and the API key.")
final class Reset implements Callable<Integer> {

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        var directory = common.directory();
        var report = new Report(System.out);
        if (!Files.isDirectory(directory.root())) {
            report.say("There is no data in " + directory.root());
            return 0;
        }
        Down.stop(directory, report);
        directory.reset();
        report.say("Deleted the data in %s; './carillon up' starts anew.".formatted(directory.root()));
        return 0;
    }
}
