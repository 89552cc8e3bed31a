package dev.carillon.api.pause;

import dev.carillon.api.access.Caller;
import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.audit.CurrentAuthor;
import dev.carillon.api.submit.SubmitConfig;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.pause.MadePause;
import dev.carillon.common.pause.PauseFields;
import dev.carillon.common.pause.PauseId;
import dev.carillon.common.pause.PauseOrder;
import dev.carillon.common.pause.PauseStore;
import dev.carillon.common.pause.Resumption;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** Pauses and resumes an organization's jobs. What is paused is accepted and kept; workers take it when it is resumed. */
@Path(PauseResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class PauseResource {

    static final String PATH = "/v1/pauses";

    private final PauseStore pauses;
    private final AuditedPauses audited;
    private final CurrentCaller caller;
    private final CurrentAuthor author;
    private final SubmitConfig config;

    PauseResource(
            PauseStore pauses, AuditedPauses audited, CurrentCaller caller, CurrentAuthor author, SubmitConfig config) {
        this.pauses = pauses;
        this.audited = audited;
        this.author = author;
        this.caller = caller;
        this.config = config;
    }

    /** All pauses that hold the organization's jobs back. */
    @GET
    public Uni<PauseList> list() {
        return pauses.list(caller.organizationId()).map(PauseList::of);
    }

    /** Pauses a queue, a channel, or all of the organization; changes the pause of the same scope where there is one. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<PauseRepresentation>> pause(RequestBody body) {
        Mistakes mistakes = body.mistakes();
        Fields fields = Fields.of(body.json(), mistakes);
        PauseFields wanted = new PauseFields(fields, Instant.now(), config.noop());
        fields.refuseUnknown();
        mistakes.throwIfAny();
        Caller by = caller.get();
        PauseOrder order = wanted.order(by.organizationId());
        return audited.pause(by.organizationId(), order, author.get())
                .map(found -> found.map(PauseResource::answer)
                        // Removed since it was looked up.
                        .orElseThrow(() -> refused(
                                ProblemKind.UNAUTHENTICATED,
                                "The API key is not valid, or you are no member any more.")));
    }

    private static RestResponse<PauseRepresentation> answer(MadePause pause) {
        PauseRepresentation representation = PauseRepresentation.from(pause.pause());
        return RestResponse.ResponseBuilder.create(pause.made() ? Status.CREATED : Status.OK, representation)
                .header(HttpHeaders.LOCATION, PATH + "/" + representation.id())
                .build();
    }

    /** Resumes what the organization paused. */
    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Void>> resume(String id) {
        PauseId pause = PauseId.parse(id).orElseThrow(PauseResource::unknown);
        return audited.resume(caller.organizationId(), pause, author.get()).map(PauseResource::answer);
    }

    private static RestResponse<Void> answer(Resumption resumption) {
        return switch (resumption) {
            case Resumption.Resumed _ -> RestResponse.noContent();
            case Resumption.Reserved() ->
                throw refused(
                        ProblemKind.FORBIDDEN,
                        "This pause was made by an administrator of the installation. Only an administrator may resume it.");
            case Resumption.Unknown() -> throw unknown();
        };
    }

    private static ProblemException unknown() {
        return refused(
                ProblemKind.NOT_FOUND, "There is no such pause in the organization of this API key, or it has ended.");
    }

    private static ProblemException refused(ProblemKind kind, String detail) {
        return new ProblemException(Problem.of(kind, detail));
    }
}
