package dev.carillon.api.endpoint;

import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;

/** Why something cannot be done with an endpoint. */
final class EndpointRefusal {

    private EndpointRefusal() {}

    /** The same for an endpoint that does not exist, that is another organization's, and for what is no id at all. */
    static ProblemException unknown() {
        return new ProblemException(Problem.of(
                ProblemKind.NOT_FOUND, "There is no such webhook endpoint in the organization of this API key."));
    }

    static ProblemException tooMany(int most) {
        return conflict("The organization has %d webhook endpoints, which is all it may have. Delete one first."
                .formatted(most));
    }

    static ProblemException disabled() {
        return conflict("The webhook endpoint is disabled. Enable it first.");
    }

    static ProblemException replayUnderWay() {
        return conflict("A replay to this webhook endpoint is under way. Wait for its end.");
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(Problem.of(ProblemKind.CONFLICT, detail));
    }
}
