package dev.carillon.api.page;

import dev.carillon.api.identity.SessionCookie;
import dev.carillon.common.problem.ReadOnly;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.quarkus.logging.Log;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * The addresses below {@code /account}. One route rather than REST resources: pages hold nothing of anybody, so there is nothing to
 * admit, and whatever stands before the interface's resources is not in their way.
 */
@Singleton
final class PageRoutes {

    private static final String ROOT = "/account";

    /**
     * Scripts and styles of our own, nothing inline, and no text that becomes HTML except by the templates of Lit. Forms are sent by
     * scripts alone: without them no password must end up in an address.
     */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types lit-html";

    // With what the pages load; forms are sent to the interface.
    private static final List<String> READ_ONLY = List.of(ROOT + "/*", "/static/*", "/icon.svg");

    private final VisitorPages pages;
    private final ReadOnly readOnly;
    private final SessionCookie cookie;

    PageRoutes(VisitorPages pages, ReadOnly readOnly, SessionCookie cookie) {
        this.readOnly = readOnly;
        this.pages = pages;
        this.cookie = cookie;
    }

    void register(@Observes Router router) {
        READ_ONLY.forEach(address -> readOnly.protect(router, address));
        router.route(ROOT + "/*").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = context.normalizedPath();
        if (path.equals(ROOT) || path.equals(ROOT + "/")) {
            lead(context, ROOT + "/" + SettingsPage.MEMBERS.path());
            return;
        }
        String name = path.substring(ROOT.length() + 1);
        Optional<SettingsPage> settings = SettingsPage.find(name);
        if (settings.isPresent() && !cookie.isIn(request)) {
            // Whether a session still stands, the page's script learns by its first request.
            lead(context, signInAndBack(request));
            return;
        }
        settings.map(pages::settings)
                .or(() -> pages.find(name, request))
                .ifPresentOrElse(page -> show(context, 200, page), () -> show(context, 404, pages.missing()));
    }

    private static String signInAndBack(HttpServerRequest request) {
        QueryStringEncoder signIn = new QueryStringEncoder(ROOT + "/sign-in");
        signIn.addParam("next", ReturnAddress.of(request.uri()));
        return signIn.toString();
    }

    private static void lead(RoutingContext context, String address) {
        context.response()
                .setStatusCode(303)
                .putHeader(HttpHeaders.LOCATION, address)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end()
                .onFailure(PageRoutes::gone);
    }

    private static void show(RoutingContext context, int status, TemplateInstance page) {
        page.renderAsync().whenComplete((html, failure) -> {
            if (failure != null) {
                context.fail(failure);
                return;
            }
            HttpServerResponse response = context.response();
            response.setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                    .end(html)
                    .onFailure(PageRoutes::gone);
        });
    }

    private static void gone(Throwable failure) {
        Log.debugf("Whoever asked for a page has hung up: %s", failure);
    }
}
