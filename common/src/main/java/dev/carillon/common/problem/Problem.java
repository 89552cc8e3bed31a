package dev.carillon.common.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not answered as its client hoped.
 *
 * @param detail what happened this time and what to do, for a person; never holds our internals
 * @param errors each thing wrong with the request; empty unless the kind is about that
 * @param retryAfter when another try makes sense; null when waiting does not help
 */
public record Problem(
        ProblemKind kind,
        String detail,
        List<FieldError> errors,
        @Nullable Duration retryAfter) {

    public Problem {
        errors = List.copyOf(errors);
    }

    /** A problem that the detail explains. */
    public static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind, detail, List.of(), null);
    }

    /** A request whose form is right and whose content is not. */
    public static Problem validation(List<FieldError> errors) {
        return validation(errors, errors.size());
    }

    /** The same, with the first of {@code found} mistakes. */
    public static Problem validation(List<FieldError> errors, int found) {
        String detail = found == 1 ? "The request has a mistake." : "The request has " + found + " mistakes.";
        return new Problem(
                ProblemKind.VALIDATION,
                found > errors.size() ? detail + " The first " + errors.size() + " are listed." : detail,
                errors,
                null);
    }

    /** A request with a single mistake. */
    public static Problem validation(String field, String message) {
        return validation(List.of(new FieldError(field, message)));
    }

    /** Something that we need is away for now. */
    public static Problem unavailable(String detail, Duration retryAfter) {
        return new Problem(ProblemKind.UNAVAILABLE, detail, List.of(), retryAfter);
    }
}
