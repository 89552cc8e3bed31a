package dev.carillon.monitoring.session;

import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.JsonBody;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.http.Client;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@code /v1/session}: sign-in and sign-out for programs, and who is signed in. */
@Path("/v1/session")
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {

    private static final int LONGEST_EMAIL = 320;
    private static final int LONGEST_PASSWORD = 1_000;
    private static final Duration OUTAGE_RETRY = Duration.ofSeconds(5);

    private final SignIn signIn;
    private final SessionStore sessions;
    private final SessionCookie cookie;
    private final Client client;
    private final SignedIn signedIn;

    SessionResource(SignIn signIn, SessionStore sessions, SessionCookie cookie, Client client, SignedIn signedIn) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.cookie = cookie;
        this.client = client;
        this.signedIn = signedIn;
    }

    /** Who is signed in. */
    @RegisterForReflection
    public record SessionView(String email) {}

    /** Signs in with {@code email} and {@code password}. The answer sets the session's cookie. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> signIn(byte[] body, @Context HttpServerRequest request) {
        Mistakes mistakes = new Mistakes();
        Fields fields = Fields.of(JsonBody.parse(body, mistakes), mistakes);
        Field<String> email = fields.required("email", TextReader.line(1, LONGEST_EMAIL));
        Field<String> password = fields.required("password", TextReader.line(1, LONGEST_PASSWORD));
        fields.refuseUnknown();
        mistakes.throwIfAny();
        return signIn.attempt(
                        email.get(),
                        password.get(),
                        client.address(request),
                        SessionCookie.markIn(request),
                        Instant.now())
                .map(outcome -> answer(outcome, request));
    }

    /** Who is signed in. */
    @GET
    public SessionView current() {
        return new SessionView(signedIn.email());
    }

    /** Signs out. */
    @DELETE
    public Uni<Response> signOut(@Context HttpHeaders headers, @Context HttpServerRequest request) {
        Response removed = Response.noContent().cookie(cookie.removed(request)).build();
        return SessionCookie.tokenIn(headers.getCookies())
                .map(sessions::end)
                .orElseGet(() -> Uni.createFrom().voidItem())
                .replaceWith(removed);
    }

    private Response answer(SignInOutcome outcome, HttpServerRequest request) {
        return switch (outcome) {
            case SignInOutcome.Granted granted ->
                Response.ok(new SessionView(granted.email()))
                        .cookie(cookie.carrying(granted.token(), request), cookie.marking(granted.mark(), request))
                        .build();
            case SignInOutcome.Refused() ->
                throw new ProblemException(
                        Problem.of(ProblemKind.UNAUTHENTICATED, "The e-mail address or the password is wrong."));
            case SignInOutcome.NotAdministrator() ->
                throw new ProblemException(
                        Problem.of(ProblemKind.FORBIDDEN, "This account is not an administrator of the installation."));
            case SignInOutcome.Braked(Duration retryAfter) ->
                throw new ProblemException(new Problem(
                        ProblemKind.TOO_MANY_REQUESTS,
                        "Too many sign-ins have failed. Try again later.",
                        List.of(),
                        retryAfter));
            case SignInOutcome.Unavailable() ->
                throw new ProblemException(
                        Problem.unavailable("Nobody can sign in at the moment. Try again soon.", OUTAGE_RETRY));
        };
    }
}
