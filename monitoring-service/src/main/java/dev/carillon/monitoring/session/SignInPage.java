package dev.carillon.monitoring.session;

import dev.carillon.common.http.Client;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestQuery;

/** Where people sign in: a form that works without any script. */
@Path(SignInPage.PATH)
@Produces(MediaType.TEXT_HTML)
public class SignInPage {

    static final String PATH = "/admin/sign-in";

    private static final String HOME = "/admin/monitoring";
    private static final int LONGEST_INPUT = 1_000;

    private final SignIn signIn;
    private final SessionCookie cookie;
    private final Client client;

    SignInPage(SignIn signIn, SessionCookie cookie, Client client) {
        this.signIn = signIn;
        this.cookie = cookie;
        this.client = client;
    }

    /** The templates of this page. */
    @CheckedTemplate(basePath = "session")
    static final class Templates {

        private Templates() {}

        /**
         * The form.
         *
         * @param email what was typed before
         * @param next where to go afterwards
         * @param error why the try before did not work; empty before the first
         * @param insecure whether the browser will forget the session at once, because the page came without TLS
         */
        static native TemplateInstance signIn(String email, String next, String error, boolean insecure);
    }

    /** The form. */
    @GET
    public Uni<Response> form(@RestQuery @DefaultValue(HOME) String next, @Context HttpServerRequest request) {
        return page(200, "", next, "", request);
    }

    /** Signs in and leads on, or shows the form again with the reason why not. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> signIn(String body, @Context HttpServerRequest request) {
        SignInForm form;
        try {
            form = SignInForm.parse(body);
        } catch (IllegalArgumentException malformed) {
            return page(400, "", HOME, "The form arrived damaged. Try again.", request);
        }
        String email = form.email();
        String password = form.password();
        String next = form.next().orElse(HOME);
        if (email.isBlank() || password.isEmpty()) {
            return page(422, email, next, "Enter your e-mail address and your password.", request);
        }
        if (email.length() > LONGEST_INPUT || password.length() > LONGEST_INPUT) {
            return page(422, "", next, "That is too long for an e-mail address or a password.", request);
        }
        return signIn.attempt(email, password, client.address(request), SessionCookie.markIn(request), Instant.now())
                .chain(outcome -> answer(outcome, email, next, request));
    }

    private Uni<Response> answer(SignInOutcome outcome, String email, String next, HttpServerRequest request) {
        return switch (outcome) {
            case SignInOutcome.Granted granted ->
                Uni.createFrom()
                        .item(Response.seeOther(URI.create(safe(next)))
                                .cookie(
                                        cookie.carrying(granted.token(), request),
                                        cookie.marking(granted.mark(), request))
                                .build());
            case SignInOutcome.Refused() ->
                page(401, email, next, "The e-mail address or the password is wrong.", request);
            case SignInOutcome.NotAdministrator() ->
                page(403, email, next, "This account is not an administrator of the installation.", request);
            case SignInOutcome.Braked(Duration retryAfter) ->
                page(
                        429,
                        email,
                        next,
                        "Too many sign-ins have failed. Try again in %s.".formatted(inWords(retryAfter)),
                        request);
            case SignInOutcome.Unavailable() ->
                page(
                        503,
                        email,
                        next,
                        "Nobody can sign in at the moment: the service waits for Redis or PostgreSQL. "
                                + "Try again in a few seconds.",
                        request);
        };
    }

    private Uni<Response> page(int status, String email, String next, String error, HttpServerRequest request) {
        return Uni.createFrom()
                .completionStage(() -> Templates.signIn(email, safe(next), error, cookie.isLostOn(request))
                        .renderAsync())
                .map(html -> Response.status(status)
                        .entity(html)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    /** Pages of ours only: nobody shall be led from our sign-in to another site. */
    static String safe(String next) {
        boolean ours = next.matches("/admin/[\\w./?=&%~+:,@-]*") && !next.contains("//") && !next.startsWith(PATH);
        return ours ? next : HOME;
    }

    private static String inWords(Duration duration) {
        long minutes = duration.plusSeconds(59).toMinutes();
        return minutes <= 1 ? "a minute" : minutes + " minutes";
    }
}
