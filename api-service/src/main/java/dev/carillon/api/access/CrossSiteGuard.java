package dev.carillon.api.access;

import dev.carillon.common.http.CrossSite;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import jakarta.ws.rs.container.ContainerRequestContext;

/**
 * Refuses requests that another site's page made a browser send.
 *
 * <p>Those that change something and rest on a cookie need a header that no page of another origin can set: browsers would ask
 * first whether it may (CORS), and are told no. Where browsers say by themselves that a request comes from elsewhere, it is refused whatever it
 * rests on, so that nobody is signed in to an account that is not theirs. {@code docs/decisions/0030-accounts.md} says why.
 */
final class CrossSiteGuard {

    static final String HEADER = "X-Carillon-Request";

    private CrossSiteGuard() {}

    /** Refuses (403) what comes from a page of another origin and says so. */
    static void check(ContainerRequestContext request) {
        if (CrossSite.isForged(request)) {
            throw refused("This request was made by a page of another site.");
        }
    }

    /** The same, for a request that rests on a cookie. */
    static void checkCookie(ContainerRequestContext request) {
        check(request);
        if (!CrossSite.isSafe(request) && request.getHeaderString(HEADER) == null) {
            throw refused("Requests with a session's cookie that change something need the header " + HEADER
                    + ", such as 1.");
        }
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(Problem.of(ProblemKind.FORBIDDEN, detail));
    }
}
