package dev.carillon.api.member;

import dev.carillon.api.access.Caller;
import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.access.GrantedRole;
import dev.carillon.api.audit.CurrentAuthor;
import dev.carillon.api.track.IdPage;
import dev.carillon.api.track.PathId;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.identity.Role;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** The members of an organization. Nobody gives a role that is higher than their own, or takes one. */
@Path("/v1/members")
@Produces(MediaType.APPLICATION_JSON)
public class MemberResource {

    private final MemberStore members;
    private final CurrentCaller caller;
    private final CurrentAuthor author;

    MemberResource(MemberStore members, CurrentCaller caller, CurrentAuthor author) {
        this.members = members;
        this.caller = caller;
        this.author = author;
    }

    /** A page of members. */
    @GET
    public Uni<MemberPage> list(@Context UriInfo address) {
        IdPage page = IdPage.read(address.getQueryParameters());
        return members.list(caller.organizationId(), page.after(), page.limit() + 1)
                .map(found -> MemberPage.of(found, page.limit()));
    }

    /** Gives a member another role. */
    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Member> change(String id, RequestBody body) {
        UUID account = PathId.read(id).orElseThrow(MemberRefusal::unknown);
        Caller by = caller.get();
        Mistakes mistakes = body.mistakes();
        Fields fields = Fields.of(body.json(), mistakes);
        Field<Role> role = fields.required("role", GrantedRole.upTo(by.role(), Role.OF_PEOPLE));
        fields.refuseUnknown();
        mistakes.throwIfAny();
        return members.change(by.organizationId(), account, role.get(), author.get(), by.role());
    }

    /** Leaves the organization for which the session acts. Nobody can be kept, except as its only owner. */
    @DELETE
    @Path("/me")
    public Uni<RestResponse<Void>> leave() {
        UUID account = caller.person().session().account().value();
        OrganizationId organization = caller.find().map(Caller::organizationId).orElseThrow(MemberRefusal::unknown);
        return members.leave(organization, account, author.get()).replaceWith(RestResponse.noContent());
    }

    /** Removes a member. Their account stays, and what they did. */
    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Void>> remove(String id) {
        UUID account = PathId.read(id).orElseThrow(MemberRefusal::unknown);
        Caller by = caller.get();
        return members.remove(by.organizationId(), account, author.get(), by.role())
                .replaceWith(RestResponse.noContent());
    }
}
