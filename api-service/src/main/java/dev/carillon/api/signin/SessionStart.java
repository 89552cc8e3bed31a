package dev.carillon.api.signin;

import dev.carillon.api.identity.BrowserCookie;
import dev.carillon.api.identity.SessionConfig;
import dev.carillon.api.identity.SessionCookie;
import dev.carillon.api.identity.SessionStore;
import dev.carillon.common.http.Client;
import dev.carillon.common.identity.Account;
import dev.carillon.common.identity.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Begins the session of somebody who has proven who they are, whatever way they did. */
@Singleton
public class SessionStart {

    private static final int LONGEST_BROWSER = 200;

    private final Memberships memberships;
    private final SessionStore sessions;
    private final SessionCookie cookie;
    private final BrowserCookie browsers;
    private final SessionConfig config;
    private final Client client;

    SessionStart(
            Memberships memberships,
            SessionStore sessions,
            SessionCookie cookie,
            BrowserCookie browsers,
            SessionConfig config,
            Client client) {
        this.memberships = memberships;
        this.sessions = sessions;
        this.cookie = cookie;
        this.browsers = browsers;
        this.config = config;
        this.client = client;
    }

    /**
     * A session that has begun.
     *
     * @param cookie for the browser, to prove the session with
     * @param browser for the browser, to be known again
     */
    public record Begun(SignedInRepresentation answer, NewCookie cookie, NewCookie browser) {}

    /** Begins a session that acts for the person's first organization. */
    public Uni<Begun> begin(Account account, HttpServerRequest request) {
        String address = client.address(request);
        return memberships.of(account.id()).chain(organizations -> begin(account, organizations, address, request));
    }

    private Uni<Begun> begin(
            Account account, List<Membership> organizations, String address, HttpServerRequest request) {
        Instant now = Instant.now();
        Optional<OrganizationId> first =
                organizations.stream().findFirst().map(membership -> new OrganizationId(membership.id()));
        SignedInRepresentation answer = SignedInRepresentation.of(
                account.id().value(), account.email(), first.orElse(null), organizations, now, config.lifetime());
        return sessions.begin(account, first.orElse(null), address, browser(request), now)
                .map(token -> new Begun(
                        answer,
                        cookie.carrying(token, request),
                        browsers.carrying(account.id(), account.passwordHash(), request)));
    }

    private static String browser(HttpServerRequest request) {
        String browser = Optional.ofNullable(request.getHeader("User-Agent")).orElse("");
        return browser.substring(0, Math.min(LONGEST_BROWSER, browser.length()));
    }
}
