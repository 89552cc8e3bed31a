package dev.carillon.common.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The pages to which types of problems lead: {@code /problems/} lists the kinds, {@code /problems/validation} tells of one. */
@Singleton
final class ProblemPages {

    private static final String PATH = "/problems/";
    private static final String KIND = "kind";

    private static final String CACHED = "public, max-age=3600";

    private final ReadOnly readOnly;

    ProblemPages(ReadOnly readOnly) {
        this.readOnly = readOnly;
    }

    void register(@Observes Router router) {
        readOnly.protect(router, PATH);
        readOnly.protect(router, PATH + ":" + KIND);
        reading(router, PATH).handler(context -> send(context, ProblemPage.ofAll()));
        reading(router, PATH + ":" + KIND)
                .handler(context -> ProblemKind.ofSlug(context.pathParam(KIND))
                        .ifPresentOrElse(
                                kind -> send(context, ProblemPage.of(kind)),
                                () -> context.fail(ProblemKind.NOT_FOUND.status())));
    }

    private static Route reading(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private static void send(RoutingContext context, String page) {
        HttpServerResponse response = context.response();
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, CACHED)
                .putHeader("Content-Security-Policy", ProblemPage.CONTENT_SECURITY_POLICY)
                .end(page)
                .onFailure(gone -> {
                    // Whoever asked has hung up.
                });
    }
}
