package dev.carillon.api.signin;

import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.access.SignedIn;
import dev.carillon.api.account.MailAddress;
import dev.carillon.api.identity.BrowserCookie;
import dev.carillon.api.identity.GuessBrake;
import dev.carillon.api.identity.SessionCookie;
import dev.carillon.api.identity.SessionStore;
import dev.carillon.api.limit.RequestLimits;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.identity.AccountStore;
import dev.carillon.common.identity.Passwords;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** Signs people in and out. */
@Path("/v1/auth")
@Produces(MediaType.APPLICATION_JSON)
public class SignInResource {

    // Longer than any that exist: a limit that told an address from none would help to guess.
    private static final TextReader<String> EMAIL = TextReader.line(1, 320);
    private static final TextReader<String> PASSWORD = TextReader.line(1, 1_000);

    private final AccountStore accounts;
    private final Passwords passwords;
    private final SessionStart start;
    private final SessionStore sessions;
    private final SessionCookie cookie;
    private final RequestLimits limits;
    private final GuessBrake brake;
    private final BrowserCookie browsers;
    private final CurrentCaller caller;

    SignInResource(
            AccountStore accounts,
            Passwords passwords,
            SessionStart start,
            SessionStore sessions,
            SessionCookie cookie,
            RequestLimits limits,
            GuessBrake brake,
            BrowserCookie browsers,
            CurrentCaller caller) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.start = start;
        this.sessions = sessions;
        this.cookie = cookie;
        this.limits = limits;
        this.brake = brake;
        this.browsers = browsers;
        this.caller = caller;
    }

    /** Signs in. The answer sets the session's cookie, whose value nobody knew before. */
    @POST
    @Path("/login")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<SignedInRepresentation>> signIn(RequestBody body, @Context HttpServerRequest request) {
        Mistakes mistakes = body.mistakes();
        Fields fields = Fields.of(body.json(), mistakes);
        Field<String> email = fields.required("email", EMAIL);
        Field<String> password = fields.required("password", PASSWORD);
        fields.refuseUnknown();
        mistakes.throwIfAny();
        String typed = MailAddress.typed(email.get());
        return limits.admitMeant()
                .chain(() -> accounts.findByEmail(typed))
                .call(account -> brake.admit(typed, account.flatMap(found -> browsers.browserOf(found, request))))
                .chain(account -> passwords.verify(account, password.get()))
                .map(account -> account.orElseThrow(SignInResource::refused))
                .chain(account -> start.begin(account, request))
                .map(begun -> RestResponse.ResponseBuilder.ok(begun.answer())
                        .cookie(begun.cookie(), begun.browser())
                        .build());
    }

    /** Signs out. */
    @POST
    @Path("/logout")
    public Uni<RestResponse<Void>> signOut(@Context HttpServerRequest request) {
        SignedIn person = caller.person();
        return sessions.end(person.token(), person.session().account())
                .map(_ -> RestResponse.ResponseBuilder.<Void>noContent()
                        .cookie(cookie.removed(request))
                        .build());
    }

    /** The same for a wrong password and for an address that nobody has. */
    private static ProblemException refused() {
        return new ProblemException(
                Problem.of(ProblemKind.UNAUTHENTICATED, "The e-mail address or the password is wrong."));
    }
}
