package dev.carillon.local.launch;

import dev.carillon.local.stack.DataDirectory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command understands. */
final class CommonOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept between runs (default: .carillon in the project).")
    private @Nullable Path directory;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    DataDirectory directory() {
        return DataDirectory.at(directory == null ? project().resolve(".carillon") : directory);
    }

    /** The project's directory, which the script knows. */
    static Path project() {
        return Path.of(System.getProperty("carillon.project", "")).toAbsolutePath();
    }
}
