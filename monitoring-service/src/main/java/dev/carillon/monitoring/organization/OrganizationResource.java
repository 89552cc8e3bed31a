package dev.carillon.monitoring.organization;

import dev.carillon.common.body.Field;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.Parameters;
import dev.carillon.common.body.Reading;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.ResponseHeader;

/** {@code GET /v1/organizations}, for administrators: finds the one that is meant by its name. */
@Path("/v1/organizations")
@Produces(MediaType.APPLICATION_JSON)
public class OrganizationResource {

    private static final int MOST = 100;
    private static final int USUAL = 20;

    private final OrganizationDirectory directory;

    OrganizationResource(OrganizationDirectory directory) {
        this.directory = directory;
    }

    /** Those whose names begin with the text, by name. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    public Uni<OrganizationView.Found> find(@Context UriInfo address) {
        Mistakes mistakes = new Mistakes();
        Parameters parameters = new Parameters(address.getQueryParameters(), mistakes);
        Field<String> name = parameters.optional("name", OrganizationResource::beginning);
        Field<Integer> limit = parameters.wholeNumber("limit", 1, MOST);
        parameters.refuseUnknown();
        mistakes.throwIfAny();
        return directory.find(name.orElse(""), limit.orElse(USUAL)).map(OrganizationView.Found::new);
    }

    private static Reading<String> beginning(String text) {
        // PostgreSQL's text cannot hold NUL.
        return text.length() > 200 || text.indexOf('\0') >= 0
                ? Reading.wrong("must have up to 200 characters, as names of organizations")
                : Reading.right(text);
    }
}
