package dev.carillon.common.body;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says where and why a text is not JSON, in words that do not speak of our parser. */
final class MalformedJson {

    private MalformedJson() {}

    static ProblemException empty() {
        return problem("The body is empty; it must be JSON.");
    }

    static ProblemException at(JsonParser parser, String reason) {
        return at(parser.currentLocation(), reason);
    }

    static ProblemException of(IOException failure) {
        return switch (failure) {
            case JsonEOFException e -> at(e.getLocation(), "the text ends before the value is complete");
            case JsonProcessingException e -> at(e.getLocation(), reason(e.getOriginalMessage()));
            // Reading from memory fails in no other way than by its encoding.
            default -> problem("The body is not text in UTF-8.");
        };
    }

    private static ProblemException at(@Nullable JsonLocation location, String reason) {
        return problem(
                location == null
                        ? "The body is not JSON: " + reason + "."
                        : "The body is not JSON: line %d, column %d: %s."
                                .formatted(location.getLineNr(), location.getColumnNr(), reason));
    }

    /** The parser's own words up to where they begin to speak of its options or sources. */
    private static String reason(@Nullable String message) {
        if (message == null) {
            return "unexpected text";
        }
        String reason = message.lines().findFirst().orElse("unexpected text");
        for (String innards : new String[] {"(for ", "`", "[Source", "(start marker", "(enable ", "; enable "}) {
            int start = reason.indexOf(innards);
            if (start >= 0) {
                reason = reason.substring(0, start);
            }
        }
        reason = reason.strip();
        while (reason.endsWith(".") || reason.endsWith(":")) {
            reason = reason.substring(0, reason.length() - 1);
        }
        return reason.isEmpty()
                ? "unexpected text"
                : reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
    }

    private static ProblemException problem(String detail) {
        return new ProblemException(Problem.of(ProblemKind.MALFORMED_JSON, detail));
    }
}
