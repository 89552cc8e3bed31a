package dev.carillon.monitoring.session;

import dev.carillon.common.http.CrossSite;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses requests that change something and that another site's page made a browser send. Browsers say where a request comes
 * from ({@code Sec-Fetch-Site}, or {@code Origin} without TLS), and no page can change that; programs say nothing, and carry no
 * cookie that they were not given.
 */
@Singleton
class CrossSiteGuard {

    @ServerRequestFilter(priority = 100)
    void check(ContainerRequestContext request) {
        if (CrossSite.isForged(request)) {
            throw new ProblemException(
                    Problem.of(ProblemKind.FORBIDDEN, "This request was made by a page of another site."));
        }
    }
}
