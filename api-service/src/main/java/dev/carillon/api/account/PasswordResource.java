package dev.carillon.api.account;

import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.audit.CurrentAuthor;
import dev.carillon.api.identity.BrowserCookie;
import dev.carillon.api.identity.GuessBrake;
import dev.carillon.api.identity.Session;
import dev.carillon.api.identity.SessionCookie;
import dev.carillon.api.identity.SessionStore;
import dev.carillon.api.identity.Standings;
import dev.carillon.api.limit.RequestLimits;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.AccountStore;
import dev.carillon.common.identity.Passwords;
import dev.carillon.common.identity.SecretToken;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Forgotten and changed passwords. Either ends every session. */
@Path("/v1/auth")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PasswordResource {

    private static final TextReader<String> CURRENT = TextReader.line(1, 1_000);

    private final PasswordResets resets;
    private final NewPassword newPasswords;
    private final Passwords passwords;
    private final AccountStore accounts;
    private final SessionStore sessions;
    private final SessionCookie cookie;
    private final BrowserCookie browsers;
    private final Standings standings;
    private final RequestLimits limits;
    private final GuessBrake brake;
    private final CurrentCaller caller;
    private final CurrentAuthor author;

    PasswordResource(
            PasswordResets resets,
            NewPassword newPasswords,
            Passwords passwords,
            AccountStore accounts,
            SessionStore sessions,
            SessionCookie cookie,
            BrowserCookie browsers,
            Standings standings,
            RequestLimits limits,
            GuessBrake brake,
            CurrentCaller caller,
            CurrentAuthor author) {
        this.resets = resets;
        this.newPasswords = newPasswords;
        this.passwords = passwords;
        this.accounts = accounts;
        this.sessions = sessions;
        this.cookie = cookie;
        this.browsers = browsers;
        this.standings = standings;
        this.limits = limits;
        this.brake = brake;
        this.caller = caller;
        this.author = author;
    }

    /** Sends a link to the address. The answer is the same whether or not anybody has it. */
    @POST
    @Path("/password-reset")
    public Uni<RestResponse<MailSent>> forget(RequestBody body) {
        Mistakes mistakes = body.mistakes();
        Fields fields = Fields.of(body.json(), mistakes);
        Field<String> email = fields.required("email", MailAddress::read);
        fields.refuseUnknown();
        mistakes.throwIfAny();
        return limits.admitMeant()
                .chain(() -> EvenAnswer.of(resets.begin(email.get())))
                .map(_ -> RestResponse.status(
                        RestResponse.Status.ACCEPTED,
                        new MailSent("If %s has an account, a mail is on its way. Open the link in it to go on."
                                .formatted(email.get()))));
    }

    /** Sets a new password by the link's token. */
    @POST
    @Path("/password-reset/confirm")
    public Uni<RestResponse<Void>> reset(RequestBody body, @Context HttpServerRequest request) {
        Mistakes mistakes = body.mistakes();
        Fields fields = Fields.of(body.json(), mistakes);
        Field<SecretToken> token = fields.required("token", Token::read);
        Field<String> password = fields.required("password", newPasswords::read);
        fields.refuseUnknown();
        mistakes.throwIfAny();
        String address = author.address();
        return resets.find(token.get())
                .call(owner -> owner.map(found -> judge(password.get(), found.email()))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .call(limits::admitMeant)
                .map(owner -> owner.orElseThrow(Token::unknown))
                .chain(() -> newPasswords.hash(password.get()))
                .chain(hash -> resets.complete(token.get(), hash, address)
                        .map(done -> done.orElseThrow(Token::unknown))
                        .call(this::endSessions)
                        // Whoever reads the mailbox may sign in now, however many guess.
                        .map(account -> answer(browsers.carrying(account, hash, request))));
    }

    /** Sets a new password for somebody who knows the former. */
    @POST
    @Path("/password-change")
    public Uni<RestResponse<Void>> change(RequestBody body, @Context HttpServerRequest request) {
        Mistakes mistakes = body.mistakes();
        Fields fields = Fields.of(body.json(), mistakes);
        Field<String> current = fields.required("current_password", CURRENT);
        Field<String> password = fields.required("password", newPasswords::read);
        fields.refuseUnknown();
        mistakes.throwIfAny();
        Session session = caller.person().session();
        String address = author.address();
        AccountId account = session.account();
        return judge(password.get(), session.email())
                .chain(limits::admitMeant)
                .chain(() -> brake.admit(session.email(), Optional.of(session.id())))
                .chain(() -> accounts.findByEmail(session.email()))
                .chain(found -> passwords.verify(found, current.get()))
                .map(verified -> verified.orElseThrow(PasswordResource::anotherPassword))
                .chain(verified -> newPasswords
                        .hash(password.get())
                        .chain(hash -> resets.change(verified, hash, address)
                                .invoke(changed -> {
                                    if (!changed) {
                                        throw anotherPassword();
                                    }
                                })
                                .call(() -> endSessions(account))
                                .map(_ -> answer(cookie.removed(request), browsers.carrying(account, hash, request)))));
    }

    private Uni<Void> judge(String password, String email) {
        return newPasswords.judge("password", password, List.of(email));
    }

    private static ProblemException anotherPassword() {
        return new ProblemException(Problem.validation("current_password", "is not your password"));
    }

    private static RestResponse<Void> answer(NewCookie... cookies) {
        return RestResponse.ResponseBuilder.<Void>noContent().cookie(cookies).build();
    }

    private Uni<Void> endSessions(AccountId account) {
        standings.forget(account);
        return sessions.endAll(account);
    }
}
