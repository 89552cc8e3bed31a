package dev.carillon.api.endpoint;

import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.audit.Author;
import dev.carillon.api.audit.CurrentAuthor;
import dev.carillon.api.track.JobRepresentation;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.identity.OrganizationId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestResponse;

/** What is sent to a webhook endpoint on request: a test, and events once more. */
@Path(EndpointResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class EndpointDeliveries {

    private final EndpointStore endpoints;
    private final TestEvent test;
    private final ReplayStore replays;
    private final CurrentCaller caller;
    private final CurrentAuthor author;

    EndpointDeliveries(
            EndpointStore endpoints, TestEvent test, ReplayStore replays, CurrentCaller caller, CurrentAuthor author) {
        this.endpoints = endpoints;
        this.test = test;
        this.replays = replays;
        this.caller = caller;
        this.author = author;
    }

    /** Sends a test event. The answer is the job that delivers it. */
    @POST
    @Path("/{id}/test")
    public Uni<RestResponse<JobRepresentation>> test(String id) {
        OrganizationId organization = caller.organizationId();
        Author by = author.get();
        return enabled(organization, EndpointId.of(id))
                .call(endpoint -> endpoints.noteTest(organization, endpoint, by))
                .chain(endpoint -> test.send(organization, endpoint))
                .map(JobRepresentation::from)
                .map(job -> RestResponse.ResponseBuilder.ok(job)
                        .status(RestResponse.Status.ACCEPTED)
                        .location(URI.create(job.path()))
                        .build());
    }

    /** Tells the endpoint once more of what became of jobs since a time, in the background. */
    @POST
    @Path("/{id}/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<Replay>> replay(String id, RequestBody body) {
        EndpointId endpoint = EndpointId.of(id);
        ReplayRequest request = ReplayRequest.read(body, Instant.now());
        OrganizationId organization = caller.organizationId();
        return replays.begin(organization, endpoint, request, author.get())
                .chain(begun -> begun.map(replay -> Uni.createFrom().item(replay))
                        .orElseGet(() -> enabled(organization, endpoint).map(_ -> {
                            throw EndpointRefusal.replayUnderWay();
                        })))
                .map(replay -> RestResponse.status(RestResponse.Status.ACCEPTED, replay));
    }

    /** The latest replays to the endpoint. */
    @GET
    @Path("/{id}/replays")
    public Uni<Replay.Page> replays(String id) {
        EndpointId endpoint = EndpointId.of(id);
        OrganizationId organization = caller.organizationId();
        return endpoints
                .find(organization, endpoint)
                .map(found -> found.orElseThrow(EndpointRefusal::unknown))
                .chain(_ -> replays.list(organization, endpoint))
                .map(Replay.Page::new);
    }

    private Uni<Endpoint> enabled(OrganizationId organization, EndpointId id) {
        return endpoints.find(organization, id).map(found -> {
            Endpoint endpoint = found.orElseThrow(EndpointRefusal::unknown);
            if (!endpoint.isEnabled()) {
                throw EndpointRefusal.disabled();
            }
            return endpoint;
        });
    }
}
