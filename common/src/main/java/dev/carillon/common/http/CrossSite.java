package dev.carillon.common.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells requests that a page of another site made. Browsers say so: by {@code Sec-Fetch-Site}, older ones by {@code Origin}. */
public final class CrossSite {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private CrossSite() {}

    /** Whether the request's method changes nothing. */
    public static boolean isSafe(ContainerRequestContext request) {
        return SAFE.contains(request.getMethod());
    }

    /** Whether a page of another site made the request, and it may change something. */
    public static boolean isForged(ContainerRequestContext request) {
        return !isSafe(request) && isCrossSite(request);
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
