package dev.carillon.common.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Tells browsers to grant our answers nothing that they do not need. Set before anything answers, so that refusals and errors
 * carry them too; a feature may replace one of them on its own answer.
 */
@Singleton
final class SecurityHeaders {

    /** After the ids of the request, before everything that may answer. */
    private static final int PRIORITY = 9_000;

    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            // Older browsers do not know frame-ancestors of the content security policy.
            "X-Frame-Options", "DENY",
            // Not no-referrer: browsers would then hide the origin of a form from the check against request forgery.
            "Referrer-Policy", "same-origin",
            "Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin");

    private final HttpConfig configuration;
    private final Client client;

    SecurityHeaders(HttpConfig configuration, Client client) {
        this.configuration = configuration;
        this.client = client;
    }

    void register(@Observes Filters filters) {
        filters.register(this::add, PRIORITY);
    }

    private void add(RoutingContext context) {
        MultiMap headers = context.response().headers();
        ALWAYS.forEach(headers::set);
        headers.set("Content-Security-Policy", configuration.contentSecurityPolicy());
        long seconds = configuration.strictTransportSecurity().toSeconds();
        if (seconds > 0 && client.secure(context.request())) {
            headers.set("Strict-Transport-Security", "max-age=" + seconds);
        }
        context.next();
    }
}
