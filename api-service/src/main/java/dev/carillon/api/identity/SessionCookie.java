package dev.carillon.api.identity;

import dev.carillon.common.http.Client;
import dev.carillon.common.identity.SecretToken;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that carries a session's token. No script reads it. Its name begins with {@code __Host-} wherever it is for TLS only:
 * browsers then take it from this very host alone, so that no neighbouring host can plant one.
 */
@Singleton
public class SessionCookie {

    private static final String SECURE = "__Host-";
    // Another name than that of the dashboard, since cookies know no ports.
    private static final String NAME = "carillon_account";

    private final SessionConfig config;
    private final Client client;

    SessionCookie(SessionConfig config, Client client) {
        this.config = config;
        this.client = client;
    }

    /** The token that a request brings; empty when it brings none, or what cannot be one. */
    public Optional<SecretToken> tokenIn(Map<String, Cookie> cookies, HttpServerRequest request) {
        return Optional.ofNullable(cookies.get(name(NAME, request)))
                .map(Cookie::getValue)
                .filter(SecretToken::isWellFormed)
                .map(SecretToken::new);
    }

    /** Whether a request brings any token, valid or not. */
    public boolean isIn(HttpServerRequest request) {
        return request.getCookie(name(NAME, request)) != null;
    }

    /** Whether a browser would forget a cookie that it is given now: it came without TLS, and not from the machine itself. */
    public boolean isLostOn(HttpServerRequest request) {
        return isSecure(request) && !client.secure(request);
    }

    /** Gives the browser its token. */
    public NewCookie carrying(SecretToken token, HttpServerRequest request) {
        return lax(NAME, token.value(), (int) config.lifetime().toSeconds(), request);
    }

    /** Takes the token from the browser. */
    public NewCookie removed(HttpServerRequest request) {
        return lax(NAME, "", 0, request);
    }

    /** The name by which a browser that sent this request keeps a cookie. */
    public String name(String plain, HttpServerRequest request) {
        return isSecure(request) ? SECURE + plain : plain;
    }

    /**
     * A cookie that no script reads, and no other site's request but a link brings.
     *
     * @param maxAge in seconds; 0 removes it
     */
    public NewCookie lax(String plain, String value, int maxAge, HttpServerRequest request) {
        return new NewCookie.Builder(name(plain, request))
                .value(value)
                .path("/")
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(isSecure(request))
                // Not strict: a link in a mail should open the page, not the sign-in. Requests that change something
                // need a header.
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    private boolean isSecure(HttpServerRequest request) {
        return client.secure(request) || (config.secureCookie() && !isLoopback(request.authority()));
    }

    /** What is typed into a browser on the machine itself. Nothing leaves the machine then. */
    private static boolean isLoopback(@Nullable HostAndPort authority) {
        // A request of HTTP/1.0 may name no host.
        if (authority == null) {
            return false;
        }
        String host = authority.host();
        return host.equals("localhost")
                || host.matches("127(\\.\\d{1,3}){3}")
                || host.equals("[::1]")
                || host.equals("::1");
    }
}
