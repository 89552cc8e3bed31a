package dev.carillon.common.metric;

import dev.carillon.common.problem.ReadOnly;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Offers {@code /metrics} behind an ingress that forwards {@code /api}, and where Quarkus users look, too. Whoever does not ask
 * for OpenMetrics by name gets the plain text of Prometheus: browsers and {@code curl} show it.
 */
@Singleton
final class MetricRoutes {

    private static final String PATH = "/metrics";
    private static final List<String> ALIASES = List.of("/api/metrics", "/q/metrics");
    private static final String OPEN_METRICS = "openmetrics";

    /** Before the route of Quarkus that answers. */
    private static final int EARLY = -1_000;

    private final ReadOnly readOnly;

    MetricRoutes(ReadOnly readOnly) {
        this.readOnly = readOnly;
    }

    void register(@Observes Router router) {
        readOnly.protect(router, PATH);
        ALIASES.forEach(alias -> readOnly.protect(router, alias));
        router.get(PATH).order(EARLY).handler(MetricRoutes::preferPlainText);
        ALIASES.forEach(alias -> router.route(alias)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(EARLY)
                .handler(context -> context.reroute(PATH)));
    }

    private static void preferPlainText(RoutingContext context) {
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT);
        if (accepted == null || !accepted.contains(OPEN_METRICS)) {
            context.request().headers().set(HttpHeaders.ACCEPT, "text/plain");
        }
        context.next();
    }
}
