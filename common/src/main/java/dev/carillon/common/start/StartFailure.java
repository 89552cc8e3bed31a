package dev.carillon.common.start;

import dev.carillon.common.configuration.ConfigurationProblem;
import dev.carillon.common.configuration.InvalidConfigurationException;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tells a failed start that an operator can mend from one that is a defect of ours. */
final class StartFailure {

    private static final Pattern MISSING =
            Pattern.compile("(?s).*SRCFG00014: The config property (?<property>\\S+) is required.*");
    private static final Pattern MALFORMED = Pattern.compile(
            "(?s).*SRCFG00039: The config property (?<property>\\S+) with the config value \"(?<value>.*?)\" threw an Exception whilst being converted ?(?<why>.*)");

    private static final Pattern PERMITTED = Pattern.compile("It must be .* from \\S+ to \\S+");

    private StartFailure() {}

    /**
     * What an operator should do about a failure.
     *
     * @return a message in plain words, or nothing when the failure is not one of settings: then the stack trace is wanted
     */
    static Optional<String> explain(Throwable failure) {
        return causes(failure)
                .map(StartFailure::explainOne)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> explainOne(Throwable cause) {
        return switch (cause) {
            case InvalidConfigurationException invalid -> Optional.of(invalid.getMessage());
            case ConfigValidationException invalid -> Optional.of(explain(invalid));
            case ConfigurationException invalid ->
                Optional.of("The service cannot start: %s%n%nEvery setting is described in docs/configuration.md."
                        .formatted(invalid.getMessage()));
            case SQLException unreachable
            when isUnreachable(unreachable) ->
                Optional.of(
                        ("The service cannot start: PostgreSQL cannot be reached, and the schema has to be brought up to date first. "
                                        + "It says: %s DATABASE_URL says where it is.")
                                .formatted(firstSentence(unreachable)));
            case QuarkusBindException taken ->
                Optional.of(
                        "The service cannot start: port %d is in use by another process. QUARKUS_HTTP_PORT chooses another."
                                .formatted(taken.getPort()));
            case Throwable ignored -> Optional.empty();
        };
    }

    /** No connection, a refused sign-in, an unknown database, or a server that is starting, stopping or full. */
    private static boolean isUnreachable(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("08")
                || state.startsWith("28")
                || state.startsWith("57P")
                || state.startsWith("53")
                || state.equals("3D000");
    }

    /** The first sentence of the driver's message, or of the server's first line. */
    private static String firstSentence(SQLException failure) {
        String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        int end = line.indexOf(". ");
        String sentence = end < 0 ? line : line.substring(0, end);
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    private static String explain(ConfigValidationException invalid) {
        return new InvalidConfigurationException(IntStream.range(0, invalid.getProblemCount())
                        .mapToObj(index ->
                                problem(String.valueOf(invalid.getProblem(index).getMessage())))
                        .toList())
                .getMessage();
    }

    private static ConfigurationProblem problem(String message) {
        Matcher missing = MISSING.matcher(message);
        if (missing.matches()) {
            String name = environmentName(missing.group("property"));
            return new ConfigurationProblem(name, "is missing.", null);
        }
        Matcher malformed = MALFORMED.matcher(message);
        if (malformed.matches()) {
            String name = environmentName(malformed.group("property"));
            return new ConfigurationProblem(
                    name,
                    "is \"" + malformed.group("value") + "\", which it cannot be." + permitted(malformed.group("why")),
                    null);
        }
        return new ConfigurationProblem("A setting", "was refused: " + message, null);
    }

    /** What a {@code Range} says; other converters speak of their inside. */
    private static String permitted(String why) {
        Matcher range = PERMITTED.matcher(why);
        return range.find() ? " " + range.group() + "." : "";
    }

    /** The name by which the environment sets a property, as MicroProfile Config derives it. */
    private static String environmentName(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(50);
    }
}
