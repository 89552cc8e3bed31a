package dev.carillon.local.launch;

import dev.carillon.local.process.FreePort;
import dev.carillon.local.stack.Port;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** A project whose services are stand-ins, and the launcher run on it as a process, as the script runs it. */
final class LauncherRun {

    private final Path project;
    private final List<String> ports = new ArrayList<>();

    LauncherRun(Path project) throws IOException {
        this.project = project;
        for (var port : List.of(Port.API, Port.WORKER, Port.MONITORING)) {
            writeStandIn(project.resolve(port.owner()).resolve("target/quarkus-app"));
        }
        for (var port : Port.values()) {
            ports.add(port.option() + "=" + FreePort.find());
        }
    }

    private static void writeStandIn(Path directory) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInService.class.getName());
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        Files.createDirectories(directory);
        try (var jar = Files.newOutputStream(directory.resolve("quarkus-run.jar"))) {
            new JarOutputStream(jar, manifest).close();
        }
    }

    /** The data directory. */
    Path data() {
        return project.resolve(".carillon");
    }

    /** Starts {@code up} in the foreground, on ports that are free. */
    Running up(String... options) throws IOException {
        return start(upArguments(options));
    }

    /** The arguments of {@code up} with ports that are free. */
    String[] upArguments(String... options) {
        var arguments = new ArrayList<>(List.of("up"));
        ports.stream()
                .filter(port -> Arrays.stream(options).noneMatch(option -> option.startsWith(port.split("=", -1)[0])))
                .forEach(arguments::add);
        arguments.addAll(List.of(options));
        return arguments.toArray(String[]::new);
    }

    /** Runs a command to its end. */
    Result run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).result();
    }

    private Running start(String... arguments) throws IOException {
        var output = Files.createTempFile(project, "output", ".txt");
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dslf4j.internal.verbosity=ERROR",
                "-Dcarillon.project=" + project,
                "-cp",
                System.getProperty("java.class.path"),
                Carillon.class.getName()));
        line.addAll(List.of(arguments));
        var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeAll(List.of("DATABASE_URL", "REDIS_URL"));
        return new Running(builder.start(), output);
    }

    /**
     * What a command said and how it ended.
     *
     * @param code its exit code
     * @param output everything it printed
     */
    record Result(int code, String output) {}

    /**
     * A command that may still run.
     *
     * @param process the launcher
     * @param file where it prints
     */
    record Running(Process process, Path file) {

        /** What it has printed so far. */
        String output() throws IOException {
            return Files.readString(file, StandardCharsets.UTF_8);
        }

        /** Waits for its end. */
        Result result() throws IOException, InterruptedException {
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("It did not end: " + output());
            }
            return new Result(process.exitValue(), output());
        }
    }
}
