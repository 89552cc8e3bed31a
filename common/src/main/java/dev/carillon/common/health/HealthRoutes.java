package dev.carillon.common.health;

import dev.carillon.common.problem.ReadOnly;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The paths of health. Routes rather than REST resources: a probe must not pass through authentication, rate limits or
 * anything else that a feature puts before its resources, and each path exists in three forms.
 */
@Singleton
final class HealthRoutes {

    /** Plain, behind an ingress that forwards {@code /api}, and where Quarkus users look. */
    private static final List<String> PREFIXES = List.of("", "/api", "/q");

    private static final int NOT_FOUND = 404;

    private final Health health;
    private final ReadOnly readOnly;

    HealthRoutes(Health health, ReadOnly readOnly) {
        this.health = health;
        this.readOnly = readOnly;
    }

    void register(@Observes Router router) {
        for (String prefix : PREFIXES) {
            String root = prefix + "/health";
            register(router, root, context -> answer(context, health.all()));
            for (Probe probe : Probe.values()) {
                register(router, root + "/" + probe.path(), context -> answer(context, health.probe(probe)));
            }
            register(
                    router,
                    root + "/:check",
                    context -> health.check(context.pathParam("check"))
                            .ifPresentOrElse(report -> answer(context, report), () -> context.fail(NOT_FOUND)));
        }
    }

    private void register(Router router, String path, Handler<RoutingContext> handler) {
        readOnly.protect(router, path);
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    private static void answer(RoutingContext context, Uni<HealthReport> answer) {
        answer.subscribe().with(report -> send(context, report), context::fail);
    }

    private static void send(RoutingContext context, HealthReport report) {
        context.response()
                .setStatusCode(report.status().httpStatus())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(report.toJson().encode())
                .onFailure(gone -> {
                    // Whoever asked has hung up; the next probe asks again.
                });
    }
}
