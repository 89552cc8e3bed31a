package dev.carillon.common.limit;

import java.util.regex.Pattern;

/**
 * A named limit.
 *
 * @param name lower case letters, digits and hyphens
 * @param shadow whether it only reports what it would refuse
 */
public record Policy(
        String name, Quota quota, SubjectKind subject, Algorithm algorithm, Fallback fallback, boolean shadow) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,49}");

    /** Throws {@link IllegalArgumentException} when the name is not one. */
    public Policy {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A policy's name has 1 to 50 lower case letters, digits and hyphens, and starts with a letter: "
                            + name);
        }
    }

    /** The same policy with another quota. */
    public Policy with(Quota other) {
        return new Policy(name, other, subject, algorithm, fallback, shadow);
    }

    /** The quota's resolution in microseconds, see {@link Algorithm#resolution}. */
    long resolution() {
        return algorithm.resolution(quota.window());
    }
}
