package dev.carillon.common.http;

import dev.carillon.common.body.RequestBody;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

/** A route that reads a body, and one that answers a large one, for the tests. */
@Path("/echo")
public class EchoResource {

    private static final String LARGE = "x".repeat(1_000_000);

    /** Answers the body. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public String echo(RequestBody body) {
        return body.json().toString();
    }

    /** Answers a megabyte. */
    @GET
    public String large() {
        return LARGE;
    }
}
