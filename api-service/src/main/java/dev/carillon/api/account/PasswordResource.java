package dev.carillon.api.account;

import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.audit.CurrentAuthor;
import dev.carillon.api.identity.Session;
import dev.carillon.api.identity.SessionCookie;
import dev.carillon.api.identity.SessionStore;
import dev.carillon.api.identity.Standings;
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
import java.util.List;
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
    private final Standings standings;
    private final CurrentCaller caller;
    private final CurrentAuthor author;

    PasswordResource(
            PasswordResets resets,
            NewPassword newPasswords,
            Passwords passwords,
            AccountStore accounts,
            SessionStore sessions,
            SessionCookie cookie,
            Standings standings,
            CurrentCaller caller,
            CurrentAuthor author) {
        this.resets = resets;
        this.newPasswords = newPasswords;
        this.passwords = passwords;
        this.accounts = accounts;
        this.sessions = sessions;
        this.cookie = cookie;
        this.standings = standings;
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
        return EvenAnswer.of(resets.begin(email.get()))
                .map(_ -> RestResponse.status(
                        RestResponse.Status.ACCEPTED,
                        new MailSent("If %s has an account, a mail is on its way. Open the link in it to go on."
                                .formatted(email.get()))));
    }

    /** Sets a new password by the link's token. */
    @POST
    @Path("/password-reset/confirm")
    public Uni<RestResponse<Void>> reset(RequestBody body) {
        Mistakes mistakes = body.mistakes();
        Fields fields = Fields.of(body.json(), mistakes);
        Field<SecretToken> token = fields.required("token", Token::read);
        Field<String> password = fields.required("password", newPasswords::read);
        fields.refuseUnknown();
        mistakes.throwIfAny();
        String address = author.address();
        return resets.find(token.get())
                .map(owner -> owner.orElseThrow(Token::unknown))
                .chain(owner -> newPasswords.hash("password", password.get(), List.of(owner.email())))
                .chain(hash -> resets.complete(token.get(), hash, address))
                .map(done -> done.orElseThrow(Token::unknown))
                .call(this::endSessions)
                .replaceWith(RestResponse.noContent());
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
        return accounts.findByEmail(session.email())
                .chain(account -> passwords.verify(account, current.get()))
                .map(verified -> verified.orElseThrow(
                        () -> new ProblemException(Problem.validation("current_password", "is not your password"))))
                .chain(() -> newPasswords.hash("password", password.get(), List.of(session.email())))
                .chain(hash -> resets.change(session.account(), hash, address))
                .call(() -> endSessions(session.account()))
                .map(_ -> RestResponse.ResponseBuilder.<Void>noContent()
                        .cookie(cookie.removed(request))
                        .build());
    }

    private Uni<Void> endSessions(AccountId account) {
        standings.forget(account);
        return sessions.endAll(account);
    }
}
