package dev.carillon.common.body;

import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemKind;
import dev.carillon.common.problem.ProblemResponses;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * How large bodies may be. Those that announce themselves as larger are refused before a byte of them is read, at every address;
 * those that do not say how long they are end in {@link RequestBodyReader}.
 */
@Singleton
class BodyLimit {

    // Before Quarkus' own limit, which answers without a word; after what gives the request its id.
    private static final int PRIORITY = 50;
    // Longer numbers than a long holds are too large as well.
    private static final int LONGEST_NUMBER = 18;

    private static final String BATCH = "/batch";

    private final int maximumSize;
    private final int maximumBatchSize;
    private final ProblemResponses problems;

    BodyLimit(BodyConfig config, ProblemResponses problems) {
        this.maximumSize = Math.toIntExact(config.maximumSize().asLongValue());
        this.maximumBatchSize = Math.toIntExact(config.maximumBatchSize().asLongValue());
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        int maximum = maximumSize(context.request().path());
        if (length != null && (length.length() > LONGEST_NUMBER || Long.parseLong(length) > maximum)) {
            problems.send(context, problem(maximum));
        } else {
            context.next();
        }
    }

    /** The largest body in bytes that this path takes. */
    int maximumSize(String path) {
        return path.endsWith(BATCH) ? maximumBatchSize : maximumSize;
    }

    /** How larger bodies are refused. */
    static Problem problem(int maximumSize) {
        return Problem.of(
                ProblemKind.BODY_TOO_LARGE, "The body has more than the " + maximumSize + " bytes that are allowed.");
    }
}
