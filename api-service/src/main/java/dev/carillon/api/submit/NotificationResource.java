package dev.carillon.api.submit;

import dev.carillon.common.body.Fields;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.job.Channel;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestResponse;

/** Takes notifications in. */
@Path(NotificationResource.PATH)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class NotificationResource {

    static final String PATH = "/v1/notifications";
    private static final String BATCH = "/batch";

    private final SubmitFlow flow;
    private final TextReader<Channel> channels;

    NotificationResource(SubmitFlow flow, SubmitConfig config) {
        this.flow = flow;
        this.channels = SubmitNotification.channels(config);
    }

    private JobRequest read(Fields fields, Instant now, Duration horizon) {
        return new SubmitNotification(fields, now, horizon, channels);
    }

    /** Submits one notification. */
    @POST
    public Uni<RestResponse<SubmittedJob>> submit(RequestBody body, @Context HttpHeaders headers) {
        return flow.submit(PATH, body, headers, this::read);
    }

    /** Submits up to a thousand notifications, all of them or none. */
    @POST
    @Path(BATCH)
    // A large batch takes milliseconds to read and judge, for which no other request should wait.
    @Blocking
    public Uni<RestResponse<JobBatch>> submitBatch(RequestBody body, @Context HttpHeaders headers) {
        return flow.submitBatch(PATH + BATCH, body, headers, this::read);
    }
}
