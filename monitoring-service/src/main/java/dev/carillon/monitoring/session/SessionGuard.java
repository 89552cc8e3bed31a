package dev.carillon.monitoring.session;

import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Lets nobody in who is not signed in: every address below {@code /v1/} and {@code /admin/} is closed, except those listed here.
 * So a new page that nobody thought about is closed.
 */
@Singleton
class SessionGuard {

    private static final Logger LOG = Logger.getLogger(SessionGuard.class);
    private static final Duration OUTAGE_RETRY = Duration.ofSeconds(5);
    private static final String INTERFACE = "/v1/";
    private static final String PAGES = "/admin/";

    /** Where people sign in, by method and path. */
    private static final Set<String> OPEN =
            Set.of("POST /v1/session", "GET " + SignInPage.PATH, "HEAD " + SignInPage.PATH, "POST " + SignInPage.PATH);

    private final SessionStore sessions;
    private final Credentials credentials;
    private final SignedIn signedIn;

    SessionGuard(SessionStore sessions, Credentials credentials, SignedIn signedIn) {
        this.sessions = sessions;
        this.credentials = credentials;
        this.signedIn = signedIn;
    }

    @ServerRequestFilter(priority = 200)
    @Nullable
    Uni<Response> check(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (!isClosed(path) || OPEN.contains(request.getMethod() + " " + path)) {
            return null;
        }
        Optional<SessionToken> token = SessionCookie.tokenIn(request.getCookies());
        if (token.isEmpty()) {
            return Uni.createFrom().item(() -> refusal(path, request));
        }
        return sessions.find(token.get(), Instant.now())
                .onFailure()
                .transform(SessionGuard::outage)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(found)
                        : credentials
                                .allow(found.get(), Instant.now())
                                .map(allowed -> allowed ? found : Optional.<Session>empty()))
                .map(found -> {
                    found.ifPresent(signedIn::as);
                    return found.isPresent() ? null : refusal(path, request);
                });
    }

    private static boolean isClosed(String path) {
        return path.startsWith(INTERFACE) || path.startsWith(PAGES);
    }

    /** Programs are told; people are led to the sign-in, and back afterwards. */
    private static Response refusal(String path, ContainerRequestContext request) {
        if (path.startsWith(INTERFACE)) {
            throw new ProblemException(Problem.of(
                    ProblemKind.UNAUTHENTICATED, "Sign in first: POST /v1/session with email and password."));
        }
        URI asked = request.getUriInfo().getRequestUri();
        String back = asked.getRawQuery() == null ? asked.getRawPath() : asked.getRawPath() + "?" + asked.getRawQuery();
        return Response.seeOther(UriBuilder.fromPath(SignInPage.PATH)
                        .queryParam("next", "{back}")
                        .build(back))
                .build();
    }

    private static ProblemException outage(Throwable failure) {
        LOG.warnf("Sessions cannot be looked up: %s", failure.getMessage());
        return new ProblemException(
                Problem.unavailable("Your sign-in cannot be checked, because Redis does not answer.", OUTAGE_RETRY));
    }
}
