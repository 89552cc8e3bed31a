package dev.carillon.api.key;

import dev.carillon.api.access.Caller;
import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.audit.CurrentAuthor;
import dev.carillon.api.track.IdPage;
import dev.carillon.api.track.PathId;
import dev.carillon.common.body.RequestBody;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** An organization's API keys. */
@Path(KeyResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class KeyResource {

    static final String PATH = "/v1/api-keys";

    private final KeyStore keys;
    private final KeyConfig config;
    private final CurrentCaller caller;
    private final CurrentAuthor author;

    KeyResource(KeyStore keys, KeyConfig config, CurrentCaller caller, CurrentAuthor author) {
        this.keys = keys;
        this.config = config;
        this.caller = caller;
        this.author = author;
    }

    /** A page of keys, newest first. */
    @GET
    public Uni<KeyPage> list(@Context UriInfo address) {
        IdPage page = IdPage.read(address.getQueryParameters());
        return keys.list(caller.organizationId(), page.after(), page.limit() + 1)
                .map(found -> KeyPage.of(found, page.limit()));
    }

    /** Makes a key. The answer alone shows it. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<Key>> create(RequestBody body) {
        Caller by = caller.get();
        KeyRequest request = KeyRequest.read(body, by.role(), Instant.now());
        return keys.create(by.organizationId(), request, author.get(), config.perOrganization())
                .map(made -> created(made.orElseThrow(() -> KeyRefusal.tooMany(config.perOrganization()))));
    }

    /** One key. */
    @GET
    @Path("/{id}")
    public Uni<Key> find(String id) {
        return keys.find(caller.organizationId(), id(id)).map(found -> found.orElseThrow(KeyRefusal::unknown));
    }

    /** Makes a key in the place of another, which goes on to work for a while. */
    @POST
    @Path("/{id}/rotate")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<Key>> rotate(String id, RequestBody body) {
        UUID key = id(id);
        RotationRequest request = RotationRequest.read(body, config);
        Caller by = caller.get();
        return keys.rotate(by.organizationId(), key, request.overlap(), author.get(), by.role())
                .map(KeyResource::created);
    }

    /** Revokes a key. */
    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Void>> revoke(String id) {
        return keys.revoke(caller.organizationId(), id(id), author.get()).map(found -> {
            if (!found) {
                throw KeyRefusal.unknown();
            }
            return RestResponse.noContent();
        });
    }

    private static UUID id(String text) {
        return PathId.read(text).orElseThrow(KeyRefusal::unknown);
    }

    private static RestResponse<Key> created(Key key) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, key)
                .location(URI.create(PATH + "/" + key.id()))
                .build();
    }
}
