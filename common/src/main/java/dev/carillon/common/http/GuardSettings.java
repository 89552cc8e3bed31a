package dev.carillon.common.http;

import dev.carillon.common.problem.ProblemResponses;
import io.vertx.core.http.HttpServerOptions;
import org.jspecify.annotations.Nullable;

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
        ProblemResponses problems) {

    // Netty makes the extension by itself, so there is nothing to hand it these but a static field.
    private static volatile @Nullable GuardSettings current;

    /** Those of the server that runs; null until one does. */
    static @Nullable GuardSettings current() {
        return current;
    }

    /** From now on these hold for new connections. */
    void use() {
        current = this;
    }
}
