package dev.carillon.api.submit;

import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;

/** Why a request with an idempotency key cannot be answered as it was. */
public final class IdempotencyRefusal {

    private IdempotencyRefusal() {}

    /** The key stands for another request. */
    public static ProblemException reused() {
        return new ProblemException(Problem.of(
                ProblemKind.IDEMPOTENCY_KEY_REUSED,
                "This Idempotency-Key was used within the last 24 hours for another request. "
                        + "Repeat that request as it was, or use another key."));
    }

    /** What the first request made is not there any more. */
    public static ProblemException gone() {
        return new ProblemException(Problem.of(
                ProblemKind.CONFLICT,
                "What was made by this Idempotency-Key has been removed since. Use another key."));
    }
}
