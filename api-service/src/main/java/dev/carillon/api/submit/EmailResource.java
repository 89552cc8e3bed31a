package dev.carillon.api.submit;

import dev.carillon.common.body.RequestBody;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** Takes mails in. */
@Path(EmailResource.PATH)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class EmailResource {

    static final String PATH = "/v1/emails";
    private static final String BATCH = "/batch";

    private final SubmitFlow flow;

    EmailResource(SubmitFlow flow) {
        this.flow = flow;
    }

    /** Submits one mail. */
    @POST
    public Uni<RestResponse<SubmittedJob>> submit(RequestBody body, @Context HttpHeaders headers) {
        return flow.submit(PATH, body, headers, SubmitEmail::new);
    }

    /** Submits up to a thousand mails, all of them or none. */
    @POST
    @Path(BATCH)
    // A large batch takes milliseconds to read and judge, for which no other request should wait.
    @Blocking
    public Uni<RestResponse<JobBatch>> submitBatch(RequestBody body, @Context HttpHeaders headers) {
        return flow.submitBatch(PATH + BATCH, body, headers, SubmitEmail::new);
    }
}
