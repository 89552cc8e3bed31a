package dev.carillon.common.configuration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The environment of one service while it is translated: what was given, the properties that follow from it, and every
 * problem met on the way. A problem is noted, not thrown, so that a person reads all of them at once.
 */
final class Environment {

    /** Ends a name whose value stands in a file. */
    static final String FILE = "_FILE";

    private static final String OURS = "CARILLON_";
    private static final int HIGHEST_PORT = 65_535;

    private final Function<String, Optional<String>> given;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<ConfigurationProblem> problems = new ArrayList<>();

    /**
     * Starts a translation.
     *
     * @param given the value of a name, from wherever configuration comes
     */
    Environment(Function<String, Optional<String>> given) {
        this.given = given;
    }

    /** The value of a name. A blank value counts as none: deployment templates write {@code NAME=} for "not set". */
    Optional<String> value(String name) {
        return given.apply(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    /**
     * The value of a secret: given directly, or in the file that {@code <name>_FILE} names (Docker and Kubernetes mount
     * secrets as files). The line break that editors leave at the end of a file is not part of the secret.
     */
    Optional<String> secret(String name) {
        String fileName = name + FILE;
        Optional<String> direct = value(name);
        if (value(fileName).isEmpty()) {
            return direct;
        }
        if (direct.isPresent()) {
            problem(fileName, "is set and " + name + " too: it is not clear which one counts.", fileExample(name));
            return Optional.empty();
        }
        return content(name);
    }

    /** Takes {@code CARILLON_…_FILE} for a file that holds the value of {@code CARILLON_…}; other names are passed over. */
    void readSecretFile(String name) {
        if (name.startsWith(OURS) && name.endsWith(FILE)) {
            String base = name.substring(0, name.length() - FILE.length());
            secret(base).ifPresent(value -> secrets.put(base, value));
        }
    }

    /** The content of the file that {@code <name>_FILE} names; noted as a problem, and empty, when it cannot be had. */
    private Optional<String> content(String name) {
        String file = value(name + FILE).orElse("");
        try {
            String content =
                    Files.readString(Path.of(file), StandardCharsets.UTF_8).stripTrailing();
            if (!content.isEmpty()) {
                return Optional.of(content);
            }
            problem(name + FILE, "names an empty file: " + file, fileExample(name));
        } catch (IOException | InvalidPathException unreadable) {
            problem(name + FILE, "names a file that cannot be read: " + file, fileExample(name));
        }
        return Optional.empty();
    }

    /**
     * The value of a name that holds a TCP port; noted as a problem, and empty, when it is not one.
     *
     * @param usual the port for the example
     */
    OptionalInt port(String name, int usual) {
        Optional<String> text = value(name);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalInt port = parsePort(text.get());
        if (port.isEmpty()) {
            problem(name, "is \"" + text.get() + "\": a port is a number from 1 to 65535.", name + "=" + usual);
        }
        return port;
    }

    /** Whether a property has a value by another way than this translation, such as its own environment name. */
    boolean hasProperty(String property) {
        return given.apply(property).isPresent();
    }

    void set(String property, String value) {
        properties.put(property, value);
    }

    void problem(String name, String reason, String example) {
        problems.add(new ConfigurationProblem(name, reason, example));
    }

    /** The properties that follow from the environment, by name. */
    Map<String, String> properties() {
        return Map.copyOf(properties);
    }

    /** The secrets found in files, by the environment names that they would have had. */
    Map<String, String> secrets() {
        return Map.copyOf(secrets);
    }

    /** Everything found wrong so far. */
    List<ConfigurationProblem> problems() {
        return List.copyOf(problems);
    }

    static OptionalInt parsePort(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            return OptionalInt.empty();
        }
        int port = Integer.parseInt(text);
        return port >= 1 && port <= HIGHEST_PORT ? OptionalInt.of(port) : OptionalInt.empty();
    }

    private static String fileExample(String name) {
        return name + "_FILE=/run/secrets/" + name.toLowerCase(Locale.ROOT);
    }
}
