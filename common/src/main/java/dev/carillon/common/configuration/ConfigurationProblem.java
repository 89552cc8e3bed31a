package dev.carillon.common.configuration;

import org.jspecify.annotations.Nullable;

/**
 * One setting that cannot work.
 *
 * @param name the environment name or property to change
 * @param reason what is wrong, as the rest of a sentence that starts with the name; never contains a secret
 * @param example a setting that would work, as {@code NAME=value}; absent when none is known
 */
public record ConfigurationProblem(
        String name, String reason, @Nullable String example) {

    /** One line for the fault and, where an example is known, one for what to write instead. */
    String explanation() {
        String fault = "  " + name + " " + reason;
        return example == null ? fault : fault + System.lineSeparator() + "      Example: " + example;
    }
}
