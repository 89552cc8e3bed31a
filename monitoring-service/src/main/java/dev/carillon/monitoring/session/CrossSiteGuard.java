package dev.carillon.monitoring.session;

import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that change something and that another site's page made a browser send. Browsers say where a request comes
 * from ({@code Sec-Fetch-Site}, or {@code Origin} without TLS), and no page can change that; programs say nothing, and carry no
 * cookie that they were not given.
 */
@Singleton
class CrossSiteGuard {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    @ServerRequestFilter(priority = 100)
    void check(ContainerRequestContext request) {
        if (!SAFE.contains(request.getMethod()) && isCrossSite(request)) {
            throw new ProblemException(
                    Problem.of(ProblemKind.FORBIDDEN, "This request was made by a page of another site."));
        }
    }

    private static boolean isCrossSite(ContainerRequestContext request) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        if (site != null) {
            return !OWN.contains(site);
        }
        String origin = request.getHeaderString("Origin");
        // Not the Host header: a request over HTTP/2 has none.
        return origin != null
                && !isOrigin(origin, request.getUriInfo().getRequestUri().getRawAuthority());
    }

    private static boolean isOrigin(String origin, @Nullable String authority) {
        try {
            return authority != null
                    && authority.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
