package dev.carillon.api.organization;

import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.access.Permission;
import dev.carillon.common.identity.KnownOrganizations;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The caller's organization. */
@Path("/v1/organizations")
@Produces(MediaType.APPLICATION_JSON)
public class OrganizationResource {

    private final KnownOrganizations organizations;
    private final CurrentCaller caller;

    OrganizationResource(KnownOrganizations organizations, CurrentCaller caller) {
        this.organizations = organizations;
        this.caller = caller;
    }

    /** The organization that the API key belongs to, or that the session acts for. */
    @GET
    @Path("/current")
    public Uni<OrganizationRepresentation> current() {
        boolean withSecret = caller.get().may(Permission.MANAGE_WEBHOOKS);
        return organizations
                .find(caller.organizationId())
                .map(found -> found.map(organization -> OrganizationRepresentation.from(organization, withSecret))
                        // Removed since its key was looked up.
                        .orElseThrow(() -> new ProblemException(
                                Problem.of(ProblemKind.NOT_FOUND, "The organization does not exist any more."))));
    }
}
