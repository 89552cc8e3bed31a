package dev.carillon.api.identity;

import dev.carillon.common.identity.Account;
import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.KnownBrowser;
import dev.carillon.common.identity.PasswordHash;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/** The cookie by which an account knows a browser again, see {@link KnownBrowser}. It outlives sessions. */
@Singleton
public class BrowserCookie {

    private final SessionCookie cookies;
    private final SecureRandom random = new SecureRandom();

    BrowserCookie(SessionCookie cookies) {
        this.cookies = cookies;
    }

    /** For a browser with which somebody has just proven that the account is theirs. */
    public NewCookie carrying(AccountId account, PasswordHash hash, HttpServerRequest request) {
        return cookies.lax(
                KnownBrowser.COOKIE,
                KnownBrowser.mark(account, hash, Instant.now(), random),
                (int) KnownBrowser.LIFETIME.toSeconds(),
                request);
    }

    /** The name of the browser that sent a request, if the account knows it. */
    public Optional<String> browserOf(Account account, HttpServerRequest request) {
        return Optional.ofNullable(request.getCookie(cookies.name(KnownBrowser.COOKIE, request)))
                .map(Cookie::getValue)
                .flatMap(mark -> KnownBrowser.read(mark, account.id(), account.passwordHash(), Instant.now()));
    }
}
