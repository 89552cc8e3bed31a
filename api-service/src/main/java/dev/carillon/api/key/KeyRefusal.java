package dev.carillon.api.key;

import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;

/** Why something cannot be done with a key. */
final class KeyRefusal {

    private KeyRefusal() {}

    /** The same for a key that does not exist, that is another organization's, and for what is no id at all. */
    static ProblemException unknown() {
        return refused(ProblemKind.NOT_FOUND, "The organization has no such API key.");
    }

    static ProblemException tooMany(int most) {
        return refused(
                ProblemKind.CONFLICT,
                "The organization has %d API keys, which is all it may have. Revoke one first.".formatted(most));
    }

    static ProblemException notUsable() {
        return refused(ProblemKind.CONFLICT, "The API key was revoked, rotated or has expired. Make a new one.");
    }

    static ProblemException higherRole() {
        return refused(ProblemKind.FORBIDDEN, "The key has a role that is higher than yours.");
    }

    private static ProblemException refused(ProblemKind kind, String detail) {
        return new ProblemException(Problem.of(kind, detail));
    }
}
