package dev.carillon.api.account;

import dev.carillon.api.audit.CurrentAuthor;
import dev.carillon.api.limit.RequestLimits;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.identity.SecretToken;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** Takes new people in, each with an organization of their own. */
@Path("/v1/auth")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RegistrationResource {

    private final Registrations registrations;
    private final NewPassword passwords;
    private final AccountConfig config;
    private final RequestLimits limits;
    private final CurrentAuthor author;

    RegistrationResource(
            Registrations registrations,
            NewPassword passwords,
            AccountConfig config,
            RequestLimits limits,
            CurrentAuthor author) {
        this.limits = limits;
        this.author = author;
        this.registrations = registrations;
        this.passwords = passwords;
        this.config = config;
    }

    /** Sends a mail to the address. The answer is the same whether or not it has an account. */
    @POST
    @Path("/register")
    public Uni<RestResponse<MailSent>> register(RequestBody body) {
        if (config.registration() != RegistrationPolicy.OPEN) {
            throw new ProblemException(Problem.of(
                    ProblemKind.FORBIDDEN,
                    config.registration() == RegistrationPolicy.CLOSED
                            ? "This installation takes no new accounts."
                            : "This installation takes new accounts by invitation alone."));
        }
        Mistakes mistakes = body.mistakes();
        Fields fields = Fields.of(body.json(), mistakes);
        Field<String> email = fields.required("email", MailAddress::read);
        Field<String> password = fields.required("password", passwords::read);
        Field<String> organization = fields.required("organization", OrganizationName::read);
        fields.refuseUnknown();
        mistakes.throwIfAny();
        return passwords
                .judge("password", password.get(), List.of(email.get(), organization.get()))
                .chain(limits::admitMeant)
                .chain(() -> passwords.hash(password.get()))
                .chain(hash -> registrations.begin(email.get(), hash, organization.get()))
                .map(_ -> RestResponse.status(
                        RestResponse.Status.ACCEPTED,
                        new MailSent(
                                "A mail is on its way to %s. Open the link in it to go on.".formatted(email.get()))));
    }

    /** Makes the account and the organization of a registration. */
    @POST
    @Path("/verify-email")
    public Uni<RestResponse<Void>> verify(RequestBody body) {
        Mistakes mistakes = body.mistakes();
        Fields fields = Fields.of(body.json(), mistakes);
        Field<SecretToken> token = fields.required("token", Token::read);
        fields.refuseUnknown();
        mistakes.throwIfAny();
        String address = author.address();
        return limits.admitMeant()
                .chain(() -> registrations.complete(token.get(), address))
                .map(made -> made.orElseThrow(Token::unknown))
                .replaceWith(RestResponse.noContent());
    }
}
