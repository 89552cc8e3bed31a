package dev.carillon.common.configuration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** {@code LOG_LEVEL}, {@code LOG_FILE} and {@code SENTRY_DSN}. */
final class LogEnvironment {

    private static final String LEVEL = "LOG_LEVEL";

    /** TRACE is missing on purpose: it is compiled out, as some libraries log whole packets with it. */
    private static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG");

    private static final String SENTRY = "SENTRY_DSN";

    /** The last part of the path is the number of the project; before it may stand a folder. */
    private static final Pattern PROJECT = Pattern.compile("/(?:[^/]+/)*[0-9]+");

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
        environment.secret(SENTRY).ifPresent(dsn -> {
            if (isDsn(dsn)) {
                environment.set("carillon.sentry.dsn", dsn);
            } else {
                // Its value holds a key, and is not repeated.
                environment.problem(
                        SENTRY,
                        "is not the address of a project in Sentry: those have a key, a host and a number.",
                        SENTRY + "=https://key@sentry.example.com/1");
            }
        });
    }

    /** Whether it has what Sentry's client needs, which would otherwise say so with a stack trace. */
    private static boolean isDsn(String text) {
        try {
            URI dsn = new URI(text);
            String key = dsn.getUserInfo();
            String path = dsn.getPath();
            return ("https".equals(dsn.getScheme()) || "http".equals(dsn.getScheme()))
                    && dsn.getHost() != null
                    && key != null
                    && !key.startsWith(":")
                    && path != null
                    && PROJECT.matcher(path).matches();
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
