package dev.carillon.api.watch;

import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;

/** The header by which a client says what it has seen: the id of an event, which is its place in the job's timeline. */
final class LastEventId {

    static final String NAME = "Last-Event-ID";

    private static final int LONGEST = 9;

    private LastEventId() {}

    /** How many events the client has seen; 0 without the header. Throws a problem (422) when it is no such number. */
    static int read(HttpHeaders headers) {
        List<String> values = headers.getRequestHeader(NAME);
        if (values == null || values.isEmpty() || values.getFirst().isEmpty()) {
            return 0;
        }
        String value = values.getFirst();
        boolean number = value.length() <= LONGEST && value.chars().allMatch(c -> c >= '0' && c <= '9');
        if (values.size() > 1 || !number) {
            throw wrong();
        }
        return Integer.parseInt(value);
    }

    /** The header names an event that the job never had. */
    static ProblemException wrong() {
        return new ProblemException(Problem.validation(NAME, "must be the id of an event of this job"));
    }
}
