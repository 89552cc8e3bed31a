package dev.carillon.common.body;

import dev.carillon.common.problem.FieldError;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** Every mistake found in one request. */
public final class Mistakes {

    // Enough to repair a request by; a thousand bad items must not make an answer larger than the request.
    private static final int MAXIMUM = 100;

    private final List<FieldError> errors = new ArrayList<>();
    private int found;

    /** Notes that something is wrong with a field. */
    public void add(String field, String message) {
        found++;
        if (errors.size() < MAXIMUM) {
            errors.add(new FieldError(field, message));
        }
    }

    /** Whether none was found so far. */
    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** Throws {@link ProblemException} when any was found: 422 with all of them, or the first 100. */
    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.validation(errors, found));
        }
    }
}
