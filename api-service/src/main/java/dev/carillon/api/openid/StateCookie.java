package dev.carillon.api.openid;

import dev.carillon.api.identity.SessionCookie;
import dev.carillon.common.identity.SecretToken;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/** Binds a sign-in to the browser that began it: nobody is signed in by a link that somebody else prepared. */
@Singleton
class StateCookie {

    private static final String NAME = "carillon_openid";

    private final SessionCookie cookie;
    private final OpenIdConfig config;

    StateCookie(SessionCookie cookie, OpenIdConfig config) {
        this.cookie = cookie;
        this.config = config;
    }

    NewCookie carrying(SecretToken state, HttpServerRequest request) {
        return cookie.lax(NAME, state.value(), (int) config.patience().toSeconds(), request);
    }

    NewCookie removed(HttpServerRequest request) {
        return cookie.lax(NAME, "", 0, request);
    }

    boolean matches(SecretToken state, Map<String, Cookie> cookies, HttpServerRequest request) {
        Cookie found = cookies.get(cookie.name(NAME, request));
        return found != null
                && MessageDigest.isEqual(
                        found.getValue().getBytes(StandardCharsets.UTF_8),
                        state.value().getBytes(StandardCharsets.UTF_8));
    }
}
