package dev.carillon.common.configuration;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Stops the start of a service whose settings cannot work. The message is written for the person who deploys it: it names
 * every wrong setting at once, so that the second try works.
 */
public final class InvalidConfigurationException extends IllegalArgumentException {

    private final transient List<ConfigurationProblem> problems;

    /**
     * Makes the exception.
     *
     * @param problems every problem found, at least one
     */
    public InvalidConfigurationException(List<ConfigurationProblem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * Makes the exception for one setting.
     *
     * @param name its property
     * @param reason what is wrong, as in {@link ConfigurationProblem}
     */
    public InvalidConfigurationException(String name, String reason) {
        this(List.of(new ConfigurationProblem(name, reason, null)));
    }

    /** The explanation for a person, over several lines. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** What is wrong, in the order in which it was found. */
    public List<ConfigurationProblem> problems() {
        return problems;
    }

    private static String message(List<ConfigurationProblem> problems) {
        return "The service cannot start: %s.%n%n%s%n%nEvery setting is described in docs/configuration.md."
                .formatted(
                        problems.size() == 1 ? "a setting is wrong" : problems.size() + " settings are wrong",
                        problems.stream()
                                .map(ConfigurationProblem::explanation)
                                .collect(Collectors.joining(System.lineSeparator())));
    }
}
