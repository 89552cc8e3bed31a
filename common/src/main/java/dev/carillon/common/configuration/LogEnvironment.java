package dev.carillon.common.configuration;

import java.util.List;
import java.util.Locale;

/** {@code LOG_LEVEL} and {@code LOG_FILE}. */
final class LogEnvironment {

    private static final String LEVEL = "LOG_LEVEL";

    /** TRACE is missing on purpose: it is compiled out, as some libraries log whole packets with it. */
    private static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG");

    private LogEnvironment() {}

    static void translate(Environment environment) {
        environment.value(LEVEL).ifPresent(text -> {
            String level = text.toUpperCase(Locale.ROOT);
            if (LEVELS.contains(level)) {
                environment.set("quarkus.log.level", level);
            } else {
                environment.problem(
                        LEVEL, "is \"" + text + "\": it is one of " + String.join(", ", LEVELS) + ".", LEVEL + "=INFO");
            }
        });
        environment.value("LOG_FILE").ifPresent(file -> {
            environment.set("quarkus.log.file.enabled", "true");
            environment.set("quarkus.log.file.path", file);
        });
    }
}
