package dev.carillon.common.http;

import dev.carillon.common.problem.ProblemResponses;
import io.vertx.core.http.HttpServerOptions;

/**
 * What the guard of a connection goes by.
 *
 * @param options of the server, whose limits the guard's decoder keeps
 * @param maximumBody the most bytes of a body that are read at all, whoever wants it
 */
record GuardSettings(
        HttpServerOptions options,
        HttpConfig limits,
        long maximumBody,
        SecurityHeaders headers,
        Client client,
        ProblemResponses problems) {}
