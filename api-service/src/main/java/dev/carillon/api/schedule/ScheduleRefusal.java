package dev.carillon.api.schedule;

import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;

/** Why a schedule cannot be shown or changed. */
final class ScheduleRefusal {

    private ScheduleRefusal() {}

    /** The same for a schedule that does not exist, that is another organization's, and for what is no id at all. */
    static ProblemException unknown() {
        return new ProblemException(
                Problem.of(ProblemKind.NOT_FOUND, "There is no such schedule in the organization of this API key."));
    }

    static ProblemException nameTaken(String name) {
        return new ProblemException(Problem.of(
                ProblemKind.CONFLICT,
                "There is a schedule named \"%s\" already. Replace that one, or choose another name.".formatted(name)));
    }

    static ProblemException tooMany(int most) {
        return new ProblemException(Problem.of(
                ProblemKind.CONFLICT,
                "The organization has %d schedules, which is all it may have. Delete one first.".formatted(most)));
    }

    static ProblemException busy() {
        return new ProblemException(
                Problem.of(ProblemKind.CONFLICT, "The schedule was changed or fired at the same moment: try again."));
    }
}
