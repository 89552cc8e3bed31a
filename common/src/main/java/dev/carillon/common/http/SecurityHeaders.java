package dev.carillon.common.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Tells browsers to grant our answers nothing that they do not need. Set before anything answers, so that refusals and errors
 * carry them too; a feature may replace one of them on its own answer. What is answered before there are routes,
 * {@link RequestGuard} sees to.
 */
@Singleton
final class SecurityHeaders {

    /** One that no answer replaces: where it is, the others are. */
    static final String MARK = "X-Content-Type-Options";

    /** After the ids of the request, before everything that may answer. */
    private static final int PRIORITY = 9_000;

    private static final Map<String, String> ALWAYS = Map.of(
            MARK,
            "nosniff",
            // Older browsers do not know frame-ancestors of the content security policy.
            "X-Frame-Options",
            "DENY",
            // Not no-referrer: browsers would then hide the origin of a form from the check against request forgery.
            "Referrer-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

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
        write(client.secure(context.request()), headers::set);
        context.next();
    }

    /** Gives an answer all of them. */
    void write(boolean secure, BiConsumer<String, String> headers) {
        ALWAYS.forEach(headers);
        headers.accept("Content-Security-Policy", configuration.contentSecurityPolicy());
        long seconds = configuration.strictTransportSecurity().toSeconds();
        if (seconds > 0 && secure) {
            headers.accept("Strict-Transport-Security", "max-age=" + seconds);
        }
    }
}
