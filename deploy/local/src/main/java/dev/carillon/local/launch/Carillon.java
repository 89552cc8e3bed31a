package dev.carillon.local.launch;

import dev.carillon.local.process.StartFailure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind {@code ./carillon}; the script has found a JDK and built what is stale before it starts this. */
@Command(
        name = "carillon",
        description = "Runs the whole of Carillon on this machine.",
        subcommands = {Up.class, Down.class, Status.class, Reset.class, Logs.class, Mail.class, DrillCommand.class})
public final class Carillon {

    private Carillon() {}

    /** Runs one command and ends the JVM with its exit code: 0 done, 1 not possible, 2 not understood. */
    public static void main(String[] arguments) {
        // UTF-8 whatever the locale says: terminals understand it, and a log must not depend on who started it.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        System.exit(commandLine().execute(arguments));
    }

    /** The commands, with failures told in the one sentence they carry. */
    static CommandLine commandLine() {
        return new CommandLine(new Carillon())
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (!(failure instanceof StartFailure)) {
                        failure.printStackTrace(command.getErr());
                    }
                    command.getErr().println(failure.getMessage());
                    return 1;
                });
    }
}
