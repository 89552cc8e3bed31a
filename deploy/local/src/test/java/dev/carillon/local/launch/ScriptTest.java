package dev.carillon.local.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./carillon}, in a project whose Maven and whose JDKs only say what they were asked. */
class ScriptTest {

    @TempDir
    Path directory;

    private Path project = Path.of("unused");

    @BeforeEach
    void aProjectInAFolderWithASpace() throws Exception {
        project = Files.createDirectories(directory.resolve("a project"));
        Files.copy(script(), project.resolve("carillon"));
        writeProgram(project.resolve("mvnw"), """
                echo "maven: $*, java: $JAVA_HOME"
                echo "[INFO] Building Carillon: common 0.1.0-SNAPSHOT                [1/4]"
                [ ! -e broken ] || { echo "[ERROR] the reason"; exit 1; }
                case "$*" in *package*) ;; *) exit 0 ;; esac
                mkdir -p deploy/local/target/classes/dev/carillon/local/launch
                : >deploy/local/target/launcher.classpath
                for service in api worker monitoring; do
                  mkdir -p $service-service/target/quarkus-app
                  : >$service-service/target/quarkus-app/quarkus-run.jar
                done
                """);
        for (var module : List.of("common", "deploy/local", "api-service", "worker-service", "monitoring-service")) {
            Files.createDirectories(project.resolve(module).resolve("src/main"));
            Files.createFile(project.resolve(module).resolve("pom.xml"));
        }
        Files.createFile(project.resolve("pom.xml"));
        Files.createFile(project.resolve("common/src/main/Job.java"));
        try (var sources = Files.walk(project)) {
            for (var source : sources.toList()) {
                Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(60)));
            }
        }
    }

    private static Path script() {
        return Stream.of("carillon", "../../carillon")
                .map(Path::of)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void takesTheJdkOfJavaHomeWhenItIsNewEnough() throws Exception {
        var home = jdk("own", "26-ea");

        var result = run(Map.of("JAVA_HOME", home.toString()), "test", "-o");

        assertEquals("maven: -B -ntp verify -o, java: " + home, firstLine(result));
        assertEquals(0, result.code());
    }

    @Test
    void looksFurtherWhenJavaHomeIsTooOldAndTakesTheOldestThatWillDo() throws Exception {
        var old = jdk("seventeen", "17.0.15");
        var newest = jdk("twenty seven", "27.0.1");
        var right = jdk("twenty five", "25.0.2");

        var result = run(
                Map.of("JAVA_HOME", old.toString(), "CARILLON_JDKS", "%s:/missing:%s:%s".formatted(newest, old, right)),
                "test");

        assertEquals("maven: -B -ntp verify, java: " + right, firstLine(result));
    }

    @Test
    void findsTheJdkOfThePathThroughLinks() throws Exception {
        var home = jdk("on the path", "25");
        var folder = Files.createDirectories(directory.resolve("bin"));
        Files.createSymbolicLink(directory.resolve("java-link"), home.resolve("bin/java"));
        Files.createSymbolicLink(folder.resolve("java"), Path.of("../java-link"));

        var result = run(Map.of("PATH", folder + ":" + System.getenv("PATH")), "test");

        assertEquals("maven: -B -ntp verify, java: " + home.toRealPath(), firstLine(result));
    }

    @Test
    void saysInOneSentenceWhatToDoWithoutASuitableJdk() throws Exception {
        var old = jdk("seventeen", "17.0.15");

        var result = run(Map.of("JAVA_HOME", old.toString()), "up");

        assertEquals(1, result.code());
        assertEquals(
                "Carillon needs a JDK 25 or newer, and only version 17 (%s) was found: install one, for example from https://adoptium.net, and point JAVA_HOME at it."
                        .formatted(old),
                result.output().strip());
    }

    @Test
    void buildsWhatIsStaleAndNothingElse() throws Exception {
        var environment = Map.of("JAVA_HOME", jdk("own", "25").toString());

        var first = run(environment, "up", "--detach");
        assertTrue(first.output().startsWith("Building, because the launcher is not built yet."), first.output());
        assertTrue(first.output().contains("  Carillon: common "), first.output());
        assertTrue(first.output().contains("dev.carillon.local.launch.Carillon up --detach"), first.output());

        var second = run(environment, "up");
        assertFalse(second.output().contains("Building"), second.output());

        var source = project.resolve("common/src/main/Job.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        var third = run(environment, "up");
        assertTrue(
                third.output().startsWith("Building, because common/src/main/Job.java has changed."), third.output());

        Files.delete(source);
        Files.setLastModifiedTime(
                source.resolveSibling("."), FileTime.from(Instant.now().plusSeconds(5)));
        var fourth = run(environment, "up");
        assertTrue(fourth.output().startsWith("Building, because common/src/main has changed."), fourth.output());
    }

    @Test
    void showsTheEndOfABuildThatFailed() throws Exception {
        Files.createFile(project.resolve("broken"));

        var result = run(Map.of("JAVA_HOME", jdk("own", "25").toString()), "up");

        assertEquals(1, result.code());
        assertTrue(result.output().contains("[ERROR] the reason"), result.output());
        assertTrue(result.output().contains("The build failed; the whole log is "), result.output());
        assertFalse(result.output().contains("local.launch"), result.output());
    }

    @Test
    void namesItsCommandsWithoutAJdk() throws Exception {
        var help = run(Map.of());
        assertEquals(0, help.code());
        for (var command : Carillon.commandLine().getSubcommands().keySet()) {
            assertTrue(help.output().contains("\n  " + command + " "), command + " is missing in " + help.output());
        }
        assertEquals(help.output(), run(Map.of(), "help", "--help").output());
        assertTrue(run(Map.of(), "help", "upp").output().startsWith("There is no command 'upp'."));
        var unknown = run(Map.of(), "upp");
        assertEquals(2, unknown.code());
        assertTrue(unknown.output().startsWith("There is no command 'upp'."), unknown.output());
    }

    private Path jdk(String name, String version) throws IOException {
        var home = directory.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        writeProgram(home.resolve("bin/java"), "echo \"java: $*\"");
        writeProgram(home.resolve("bin/javac"), "exit 1");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        return home;
    }

    private static void writeProgram(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        assertTrue(file.toFile().setExecutable(true));
    }

    private static String firstLine(LauncherRun.Result result) {
        return result.output().lines().findFirst().orElse("");
    }

    /** Runs the script from a foreign directory, without any JDK but those that {@code environment} names. */
    private LauncherRun.Result run(Map<String, String> environment, String... arguments) throws Exception {
        var line = Stream.concat(Stream.of(project.resolve("carillon").toString()), Stream.of(arguments))
                .toList();
        var builder = new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true);
        var tools = Files.createDirectories(directory.resolve("tools"));
        var variables = new HashMap<>(Map.of("CARILLON_JDKS", "", "PATH", pathWithoutJava(tools)));
        variables.putAll(environment);
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(variables);
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new LauncherRun.Result(process.waitFor(), output);
    }

    /** The machine's own java may lie beside the tools that the script needs, so a folder of their own leads to those. */
    private static String pathWithoutJava(Path tools) throws IOException {
        for (var tool : List.of(
                "bash",
                "sh",
                "cat",
                "dirname",
                "readlink",
                "sed",
                "tr",
                "find",
                "head",
                "tail",
                "mkdir",
                "mv",
                "touch",
                "grep",
                "env")) {
            var entry = tools.resolve(tool);
            var program = Stream.of("/usr/bin", "/bin")
                    .map(folder -> Path.of(folder, tool))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            writeProgram(entry, "exec %s \"$@\"\n".formatted(program));
        }
        return tools.toString();
    }
}
