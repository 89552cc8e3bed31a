package dev.carillon.common.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;

/** Keeps routes that only tell something from answering to methods that would change something: a router alone says 404. */
@Singleton
public final class ReadOnly {

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /** Before every route that answers, those of Quarkus too. */
    private static final int EARLY = -2_000;

    private final ProblemResponses responses;

    ReadOnly(ProblemResponses responses) {
        this.responses = responses;
    }

    /** Answers 405 to whatever does not read this path. */
    public void protect(Router router, String path) {
        router.route(path).order(EARLY).handler(this::check);
    }

    private void check(RoutingContext context) {
        if (READING.contains(context.request().method())) {
            context.next();
        } else {
            context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            responses.send(context, Failures.ofStatus(ProblemKind.METHOD_NOT_ALLOWED.status()));
        }
    }
}
