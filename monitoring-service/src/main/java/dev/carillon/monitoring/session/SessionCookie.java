package dev.carillon.monitoring.session;

import dev.carillon.common.http.Client;
import dev.carillon.common.identity.KnownBrowser;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.util.Map;
import java.util.Optional;

/** The cookie that carries the token: no script reads it, and no other site's request but a link brings it. */
@Singleton
class SessionCookie {

    static final String NAME = "carillon_session";

    private final SessionConfig config;
    private final Client client;

    SessionCookie(SessionConfig config, Client client) {
        this.config = config;
        this.client = client;
    }

    static Optional<SessionToken> tokenIn(Map<String, Cookie> cookies) {
        return Optional.ofNullable(cookies.get(NAME))
                .map(Cookie::getValue)
                .filter(value -> !value.isBlank())
                .map(SessionToken::new);
    }

    /** Gives the browser its token. */
    NewCookie carrying(SessionToken token, HttpServerRequest request) {
        return cookie(NAME, token.value(), (int) config.lifetime().toSeconds(), request);
    }

    /** Gives the browser the mark by which the account will know it again. */
    NewCookie marking(String mark, HttpServerRequest request) {
        return cookie(KnownBrowser.COOKIE, mark, (int) KnownBrowser.LIFETIME.toSeconds(), request);
    }

    /** The mark that a browser brings. */
    static Optional<String> markIn(HttpServerRequest request) {
        return Optional.ofNullable(request.getCookie(KnownBrowser.COOKIE)).map(io.vertx.core.http.Cookie::getValue);
    }

    /** Takes the token from the browser. */
    NewCookie removed(HttpServerRequest request) {
        return cookie(NAME, "", 0, request);
    }

    /** Whether the browser that sent the request will throw the cookie away, because it came without TLS. */
    boolean isLostOn(HttpServerRequest request) {
        return isSecure(request) && !client.secure(request);
    }

    private NewCookie cookie(String name, String value, int maxAge, HttpServerRequest request) {
        return new NewCookie.Builder(name)
                .value(value)
                .path("/")
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(isSecure(request))
                // Not strict: a link in an alert's e-mail should open the page, not the sign-in.
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    private boolean isSecure(HttpServerRequest request) {
        return client.secure(request)
                || (config.secureCookie() && !isLoopback(request.authority().host()));
    }

    /** What is typed into a browser on the machine itself. Nothing leaves the machine then. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.matches("127(\\.\\d{1,3}){3}")
                || host.equals("[::1]")
                || host.equals("::1");
    }
}
