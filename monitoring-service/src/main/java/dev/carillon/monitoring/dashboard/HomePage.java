package dev.carillon.monitoring.dashboard;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Who types only the host, or half of the address, wants the dashboard. */
@Path("/")
public class HomePage {

    private static final URI DASHBOARD = URI.create(DashboardPage.PATH);

    /** Leads to the dashboard. */
    @GET
    public Uni<Response> home() {
        return Uni.createFrom().item(() -> Response.seeOther(DASHBOARD).build());
    }

    /** Leads to the dashboard too. */
    @GET
    @Path("admin")
    public Uni<Response> admin() {
        return home();
    }
}
