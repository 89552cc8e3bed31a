package dev.carillon.common.problem;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Makes problems of everything that fails outside of resources: in routes, in filters, and in what the router itself refuses, such as an
 * address that cannot be decoded. Otherwise Quarkus would answer in a form of its own, or with nothing, and log an error for
 * whatever somebody sends.
 */
@Singleton
final class ProblemRoutes {

    /** Statuses that the router chooses where no route is asked. */
    private static final List<Integer> OF_ROUTER = List.of(400, 404, 405, 406, 413, 415, 500);

    private final ProblemResponses responses;
    private final Failures failures;

    ProblemRoutes(ProblemResponses responses, Failures failures) {
        this.responses = responses;
        this.failures = failures;
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::answer);
        OF_ROUTER.forEach(status -> router.errorHandler(status, this::answer));
    }

    private void answer(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            // Half an answer must not look like a whole one.
            context.request().connection().close();
            return;
        }
        responses.send(context, problem(context));
    }

    private Problem problem(RoutingContext context) {
        int status = context.statusCode();
        Throwable failure = context.failure();
        if (failure instanceof ProblemException || failure != null && (status < 400 || status >= 500)) {
            return failures.problem(failure);
        }
        // A fault of the client's, and no news for the log.
        return Failures.ofStatus(status);
    }
}
