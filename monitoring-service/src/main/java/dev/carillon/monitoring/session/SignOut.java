package dev.carillon.monitoring.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Signs people out and leads them to the sign-in. */
@Path("/admin/sign-out")
public class SignOut {

    private static final URI SIGN_IN = URI.create(SignInPage.PATH);

    private final SessionStore sessions;
    private final SessionCookie cookie;

    SignOut(SessionStore sessions, SessionCookie cookie) {
        this.sessions = sessions;
        this.cookie = cookie;
    }

    /** Ends the session, here and in Redis. */
    @POST
    public Uni<Response> signOut(@Context HttpHeaders headers, @Context HttpServerRequest request) {
        Response removed =
                Response.seeOther(SIGN_IN).cookie(cookie.removed(request)).build();
        return SessionCookie.tokenIn(headers.getCookies())
                .map(sessions::end)
                .orElseGet(() -> Uni.createFrom().voidItem())
                .replaceWith(removed);
    }
}
