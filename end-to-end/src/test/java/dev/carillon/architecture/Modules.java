package dev.carillon.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The modules whose code runs in production, found beside this one. */
final class Modules {

    static final List<String> NAMES = List.of("common", "api-service", "worker-service", "monitoring-service");

    private Modules() {}

    /** The root of the project. */
    static Path root() {
        // Maven runs tests in the module's folder, an editor perhaps in the root.
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("end-to-end"))
                ? here
                : here.resolve("..").normalize();
    }

    /** The compiled classes of every module. */
    static List<Path> classes() {
        return NAMES.stream()
                .map(name -> root().resolve(name).resolve("target/classes"))
                .toList();
    }

    /** The sources of one module. */
    static Path sources(String name) {
        return root().resolve(name).resolve("src/main/java");
    }

    /** The folders of tests, of the modules that do not run in production too. */
    static List<Path> tests() throws IOException {
        try (Stream<Path> modules = Stream.concat(Files.list(root()), Files.list(root().resolve("deploy")))) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }
}
