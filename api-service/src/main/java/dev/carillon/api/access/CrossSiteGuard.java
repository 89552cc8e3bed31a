package dev.carillon.api.access;

import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that another site's page made a browser send.
 *
 * <p>Those that change something and rest on a cookie need a header that no page of another origin can set: browsers would ask
 * first whether it may (CORS), and are told no. Where browsers say by themselves that a request comes from elsewhere, it is refused whatever it
 * rests on, so that nobody is signed in to an account that is not theirs. {@code docs/decisions/0030-accounts.md} says why.
 */
final class CrossSiteGuard {

    static final String HEADER = "X-Carillon-Request";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private CrossSiteGuard() {}

    /** Refuses (403) what comes from a page of another origin and says so. */
    static void check(ContainerRequestContext request) {
        if (!SAFE.contains(request.getMethod()) && isCrossSite(request)) {
            throw refused("This request was made by a page of another site.");
        }
    }

    /** The same, for a request that rests on a cookie. */
    static void checkCookie(ContainerRequestContext request) {
        check(request);
        if (!SAFE.contains(request.getMethod()) && request.getHeaderString(HEADER) == null) {
            throw refused("Requests with a session's cookie that change something need the header " + HEADER
                    + ", such as 1.");
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

    private static ProblemException refused(String detail) {
        return new ProblemException(Problem.of(ProblemKind.FORBIDDEN, detail));
    }
}
