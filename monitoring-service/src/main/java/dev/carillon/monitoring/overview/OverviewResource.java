package dev.carillon.monitoring.overview;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseHeader;

/** {@code GET /v1/overview}, for administrators. */
@Path("/v1/overview")
@Produces(MediaType.APPLICATION_JSON)
public class OverviewResource {

    private final OverviewAssembly assembly;

    OverviewResource(OverviewAssembly assembly) {
        this.assembly = assembly;
    }

    /** How the whole installation is doing. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    public Uni<Overview> overview() {
        return assembly.current();
    }
}
