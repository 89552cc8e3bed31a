package dev.carillon.common.http;

import dev.carillon.common.problem.ProblemResponses;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts the server with its guard. */
@Singleton
final class GuardedServer implements HttpServerOptionsCustomizer {

    private final HttpConfig limits;
    private final long maximumBody;
    private final SecurityHeaders headers;
    private final Client client;
    private final ProblemResponses problems;

    GuardedServer(
            HttpConfig limits,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maximumBody,
            SecurityHeaders headers,
            Client client,
            ProblemResponses problems) {
        this.limits = limits;
        this.maximumBody = maximumBody.asLongValue();
        this.headers = headers;
        this.client = client;
        this.problems = problems;
    }

    /** Before anything connects: Netty looks once whether there are extensions. */
    void allowExtensions(@Observes @Priority(1) StartupEvent starting) {
        System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        // Without TLS nobody speaks HTTP/2 to us on purpose, and an upgrade to it passes proxies that look at HTTP/1.1
        // alone.
        options.setHttp2ClearTextEnabled(false);
        guard(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        guard(options);
    }

    private void guard(HttpServerOptions options) {
        new GuardSettings(options, limits, maximumBody, headers, client, problems).use();
    }
}
