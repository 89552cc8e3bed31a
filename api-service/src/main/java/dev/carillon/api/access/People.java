package dev.carillon.api.access;

import dev.carillon.api.identity.SessionCookie;
import dev.carillon.api.identity.SessionStore;
import dev.carillon.api.identity.Standing;
import dev.carillon.api.identity.Standings;
import dev.carillon.common.identity.SecretToken;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Cookie;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the person behind a session's cookie, and what holds of them now.
 *
 * <p>Application-scoped, since that is made on first use: filters are made while the service is built, when there is no
 * configuration yet.
 */
@ApplicationScoped
class People {

    private final SessionCookie cookie;
    private final SessionStore sessions;
    private final Standings standings;

    People(SessionCookie cookie, SessionStore sessions, Standings standings) {
        this.cookie = cookie;
        this.sessions = sessions;
        this.standings = standings;
    }

    /** A person, and what PostgreSQL says of them. */
    record Found(SignedIn person, Standing standing) {}

    Optional<SecretToken> tokenIn(Map<String, Cookie> cookies, HttpServerRequest request) {
        return cookie.tokenIn(cookies, request);
    }

    /** Who has that token; empty when the session has ended or is void. */
    Uni<Optional<Found>> find(SecretToken token) {
        return sessions.find(token, Instant.now())
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.<Found>empty())
                        : standings
                                .of(found.get())
                                .map(standing -> standing.map(now -> new Found(new SignedIn(found.get(), token), now))))
                // Look-ups are shared, and may have ended in another request's context.
                .emitOn(MutinyHelper.executor(Vertx.currentContext()));
    }
}
