package dev.carillon.api.signin;

import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.access.SignedIn;
import dev.carillon.api.identity.Session;
import dev.carillon.api.identity.SessionConfig;
import dev.carillon.api.identity.SessionStore;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.Reading;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** A person's sessions: this one, and those with other browsers. */
@Path("/v1/auth")
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {

    private static final TextReader<OrganizationId> ORGANIZATION = text -> {
        try {
            return Reading.right(new OrganizationId(UUID.fromString(text)));
        } catch (IllegalArgumentException _) {
            return Reading.wrong("must be the id of an organization");
        }
    };

    private final SessionStore sessions;
    private final Memberships memberships;
    private final SessionConfig config;
    private final CurrentCaller caller;

    SessionResource(SessionStore sessions, Memberships memberships, SessionConfig config, CurrentCaller caller) {
        this.sessions = sessions;
        this.memberships = memberships;
        this.config = config;
        this.caller = caller;
    }

    /** Who is signed in. */
    @GET
    @Path("/session")
    public Uni<SignedInRepresentation> current() {
        Session session = caller.person().session();
        return memberships
                .of(session.account())
                .map(organizations ->
                        SignedInRepresentation.of(session, session.organization(), organizations, config.lifetime()));
    }

    /** Lets the session act for another organization of the person. */
    @PATCH
    @Path("/session")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<SignedInRepresentation> enter(RequestBody body) {
        Mistakes mistakes = body.mistakes();
        Fields fields = Fields.of(body.json(), mistakes);
        Field<OrganizationId> organization = fields.required("organization_id", ORGANIZATION);
        fields.refuseUnknown();
        mistakes.throwIfAny();
        SignedIn person = caller.person();
        OrganizationId wanted = organization.get();
        return memberships.of(person.session().account()).chain(organizations -> {
            if (organizations.stream().noneMatch(one -> one.id().equals(wanted.value()))) {
                throw new ProblemException(
                        Problem.validation("organization_id", "must be an organization that you are a member of"));
            }
            return sessions.enter(person.token(), person.session(), wanted)
                    .replaceWith(SignedInRepresentation.of(person.session(), wanted, organizations, config.lifetime()));
        });
    }

    /** All sessions of the person. */
    @GET
    @Path("/sessions")
    public Uni<SessionList> list() {
        Session current = caller.person().session();
        return sessions.list(current.account(), Instant.now()).map(found -> SessionList.of(found, current.id()));
    }

    /** Ends all sessions of the person but this one. */
    @DELETE
    @Path("/sessions")
    public Uni<RestResponse<Void>> endOthers() {
        Session current = caller.person().session();
        return sessions.endOthers(current.account(), current.id()).replaceWith(RestResponse.noContent());
    }

    /** Ends a session of the person. */
    @DELETE
    @Path("/sessions/{id}")
    public Uni<RestResponse<Void>> end(String id) {
        return sessions.end(caller.person().session().account(), id).map(ended -> {
            if (!ended) {
                throw new ProblemException(
                        Problem.of(ProblemKind.NOT_FOUND, "You have no such session, or it has ended."));
            }
            return RestResponse.noContent();
        });
    }
}
