package dev.carillon.common.http;

import dev.carillon.common.problem.ProblemResponses;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts the server with its guard. */
@Singleton
final class GuardedServer implements HttpServerOptionsCustomizer {

    private final Vertx vertx;
    private final HttpConfig limits;
    private final long maximumBody;
    private final SecurityHeaders headers;
    private final Client client;
    private final ProblemResponses problems;

    GuardedServer(
            Vertx vertx,
            HttpConfig limits,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maximumBody,
            SecurityHeaders headers,
            Client client,
            ProblemResponses problems) {
        this.vertx = vertx;
        this.limits = limits;
        this.maximumBody = maximumBody.asLongValue();
        this.headers = headers;
        this.client = client;
        this.problems = problems;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        // Without TLS nobody speaks HTTP/2 to us on purpose, and an upgrade to it passes proxies that look at HTTP/1.1
        // alone.
        options.setHttp2ClearTextEnabled(false);
    }

    void guard(@ObservesAsync HttpServerStart started) {
        guard(started.options());
    }

    void guardTls(@ObservesAsync HttpsServerStart started) {
        guard(started.options());
    }

    private void guard(HttpServerOptions options) {
        GuardSettings settings = new GuardSettings(options, limits, maximumBody, headers, client, problems);
        new GuardedAcceptor(settings).guard(((VertxInternal) vertx).getAcceptorEventLoopGroup());
    }
}
