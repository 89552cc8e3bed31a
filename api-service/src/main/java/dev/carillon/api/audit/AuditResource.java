package dev.carillon.api.audit;

import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.track.IdPage;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** Who did what to the organization. */
@Path("/v1/audit-log")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    private final AuditLog log;
    private final CurrentCaller caller;

    AuditResource(AuditLog log, CurrentCaller caller) {
        this.log = log;
        this.caller = caller;
    }

    /** A page of it, newest first. */
    @GET
    public Uni<AuditPage> list(@Context UriInfo address) {
        IdPage page = IdPage.read(address.getQueryParameters());
        return log.list(caller.organizationId(), page.after(), page.limit() + 1)
                .map(found -> AuditPage.of(found, page.limit()));
    }
}
