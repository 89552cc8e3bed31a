package dev.carillon.api.member;

import dev.carillon.api.access.Caller;
import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.access.GrantedRole;
import dev.carillon.api.account.AccountConfig;
import dev.carillon.api.account.MailAddress;
import dev.carillon.api.account.NewPassword;
import dev.carillon.api.account.RegistrationPolicy;
import dev.carillon.api.account.Token;
import dev.carillon.api.audit.CurrentAuthor;
import dev.carillon.api.limit.RequestLimits;
import dev.carillon.api.track.PathId;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.identity.PasswordHash;
import dev.carillon.common.identity.Role;
import dev.carillon.common.identity.SecretToken;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Invitations to an organization. */
@Path("/v1/invitations")
@Produces(MediaType.APPLICATION_JSON)
public class InvitationResource {

    private final InvitationStore invitations;
    private final Acceptance acceptance;
    private final NewPassword passwords;
    private final AccountConfig config;
    private final RequestLimits limits;
    private final CurrentCaller caller;
    private final CurrentAuthor author;

    InvitationResource(
            InvitationStore invitations,
            Acceptance acceptance,
            NewPassword passwords,
            AccountConfig config,
            RequestLimits limits,
            CurrentCaller caller,
            CurrentAuthor author) {
        this.invitations = invitations;
        this.acceptance = acceptance;
        this.passwords = passwords;
        this.config = config;
        this.limits = limits;
        this.caller = caller;
        this.author = author;
    }

    /** All invitations that stand. */
    @GET
    public Uni<InvitationList> list() {
        return invitations.list(caller.organizationId()).map(InvitationList::new);
    }

    /** Invites somebody by mail. Whether they have an account, the answer does not tell. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<Invitation>> invite(RequestBody body) {
        Caller by = caller.get();
        Mistakes mistakes = body.mistakes();
        Fields fields = Fields.of(body.json(), mistakes);
        Field<String> email = fields.required("email", MailAddress::read);
        Field<Role> role = fields.required("role", GrantedRole.upTo(by.role(), Role.OF_PEOPLE));
        fields.refuseUnknown();
        mistakes.throwIfAny();
        return invitations
                .invite(by.organizationId(), email.get(), role.get(), author.get())
                .map(invitation -> RestResponse.status(RestResponse.Status.CREATED, invitation));
    }

    /** Takes an invitation back. */
    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Void>> revoke(String id) {
        UUID invitation = PathId.read(id).orElseThrow(MemberRefusal::unknownInvitation);
        return invitations
                .revoke(caller.organizationId(), invitation, author.get())
                .map(revoked -> {
                    if (!revoked) {
                        throw MemberRefusal.unknownInvitation();
                    }
                    return RestResponse.noContent();
                });
    }

    /** Accepts an invitation by its token. Who has no account yet chooses a password. */
    @POST
    @Path("/accept")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<Void>> accept(RequestBody body) {
        Mistakes mistakes = body.mistakes();
        Fields fields = Fields.of(body.json(), mistakes);
        Field<SecretToken> token = fields.required("token", Token::read);
        Field<String> password = fields.optional("password", passwords::read);
        fields.refuseUnknown();
        mistakes.throwIfAny();
        String address = author.address();
        return acceptance
                .find(token.get())
                .call(found -> found.map(invited -> judge(invited, password.orNull()))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .call(limits::admitMeant)
                .map(found -> found.orElseThrow(Token::unknown))
                .chain(invited -> hash(invited, password.orNull()))
                .chain(hash -> acceptance.accept(token.get(), hash, address))
                .map(joined -> joined.orElseThrow(Token::unknown))
                .replaceWith(RestResponse.noContent());
    }

    /** Fails with what whoever is invited can mend. */
    private Uni<Void> judge(Acceptance.Invited invited, @Nullable String password) {
        if (invited.known()) {
            return Uni.createFrom().voidItem();
        }
        if (config.registration() == RegistrationPolicy.CLOSED) {
            throw new ProblemException(Problem.of(ProblemKind.FORBIDDEN, "This installation takes no new accounts."));
        }
        if (password == null) {
            throw new ProblemException(
                    Problem.validation("password", "is required, because the address has no account yet"));
        }
        return passwords.judge("password", password, List.of(invited.email()));
    }

    private Uni<@Nullable PasswordHash> hash(Acceptance.Invited invited, @Nullable String password) {
        return invited.known() || password == null
                ? Uni.createFrom().nullItem()
                : passwords.hash(password).map(hash -> hash);
    }
}
