package dev.carillon.api.endpoint;

import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.audit.CurrentAuthor;
import dev.carillon.api.submit.SubmitConfig;
import dev.carillon.common.body.RequestBody;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** An organization's webhook endpoints. */
@Path(EndpointResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class EndpointResource {

    static final String PATH = "/v1/webhook-endpoints";

    private final EndpointStore endpoints;
    private final EndpointConfig config;
    private final SubmitConfig submit;
    private final CurrentCaller caller;
    private final CurrentAuthor author;

    EndpointResource(
            EndpointStore endpoints,
            EndpointConfig config,
            SubmitConfig submit,
            CurrentCaller caller,
            CurrentAuthor author) {
        if (config.maxAttempts() < 1 || config.maxAttempts() > EndpointRequest.MOST_ATTEMPTS) {
            throw new IllegalArgumentException("carillon.endpoint.max-attempts must be from 1 to %d, not %d"
                    .formatted(EndpointRequest.MOST_ATTEMPTS, config.maxAttempts()));
        }
        this.endpoints = endpoints;
        this.config = config;
        this.submit = submit;
        this.caller = caller;
        this.author = author;
    }

    /** Makes an endpoint. The answer alone shows its secret. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<EndpointRepresentation>> create(RequestBody body) {
        EndpointRequest request = EndpointRequest.create(body, config, submit.noop());
        return endpoints
                .create(caller.organizationId(), request, config.perOrganization(), author.get())
                .map(made -> made.orElseThrow(() -> EndpointRefusal.tooMany(config.perOrganization())))
                .map(made -> RestResponse.ResponseBuilder.ok(EndpointRepresentation.withSecret(made))
                        .status(RestResponse.Status.CREATED)
                        .location(URI.create(PATH + "/" + made.id().value()))
                        .build());
    }

    /** All endpoints. */
    @GET
    public Uni<EndpointPage> list() {
        return endpoints.list(caller.organizationId()).map(EndpointPage::of);
    }

    /** One endpoint. */
    @GET
    @Path("/{id}")
    public Uni<EndpointRepresentation> find(String id) {
        return shown(endpoints.find(caller.organizationId(), EndpointId.of(id)));
    }

    /** Changes an endpoint. */
    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<EndpointRepresentation> change(String id, RequestBody body) {
        EndpointId endpoint = EndpointId.of(id);
        return shown(endpoints.change(
                caller.organizationId(), endpoint, EndpointRequest.change(body, config, submit.noop()), author.get()));
    }

    /** Deletes an endpoint. What it has not been told yet, it is not told any more. */
    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Void>> delete(String id) {
        return endpoints
                .delete(caller.organizationId(), EndpointId.of(id), author.get())
                .map(deleted -> {
                    if (!deleted) {
                        throw EndpointRefusal.unknown();
                    }
                    return RestResponse.noContent();
                });
    }

    /** Gives an endpoint a new secret. The answer alone shows it. */
    @POST
    @Path("/{id}/rotate-secret")
    public Uni<EndpointRepresentation> rotate(String id) {
        return endpoints
                .rotate(caller.organizationId(), EndpointId.of(id), config.rotationGrace(), author.get())
                .map(found -> EndpointRepresentation.withSecret(found.orElseThrow(EndpointRefusal::unknown)));
    }

    /** Tells an endpoint of events from now on. */
    @POST
    @Path("/{id}/enable")
    public Uni<EndpointRepresentation> enable(String id) {
        return shown(endpoints.enable(caller.organizationId(), EndpointId.of(id), author.get()));
    }

    /** Tells an endpoint of nothing any more. */
    @POST
    @Path("/{id}/disable")
    public Uni<EndpointRepresentation> disable(String id) {
        return shown(endpoints.disable(caller.organizationId(), EndpointId.of(id), author.get()));
    }

    private static Uni<EndpointRepresentation> shown(Uni<Optional<Endpoint>> endpoint) {
        return endpoint.map(found -> EndpointRepresentation.from(found.orElseThrow(EndpointRefusal::unknown)));
    }
}
