package dev.carillon.monitoring.pause;

import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.JsonBody;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.Parameters;
import dev.carillon.common.body.Reading;
import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.log.LogField;
import dev.carillon.common.pause.MadePause;
import dev.carillon.common.pause.Pause;
import dev.carillon.common.pause.PauseAdministration;
import dev.carillon.common.pause.PauseFields;
import dev.carillon.common.pause.PauseId;
import dev.carillon.common.pause.PauseOrder;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import dev.carillon.monitoring.session.SignedIn;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** {@code /v1/pauses}, for administrators. Whoever pauses or resumes is named in the log. */
@Path(PauseResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class PauseResource {

    static final String PATH = "/v1/pauses";

    /** More than anybody reads; an organization's own are found by {@code organization_id}. */
    private static final int MOST = 500;

    private static final Logger AUDIT = Logger.getLogger("dev.carillon.audit");

    private final PauseAdministration pauses;
    private final SignedIn signedIn;

    PauseResource(PauseAdministration pauses, SignedIn signedIn) {
        this.pauses = pauses;
        this.signedIn = signedIn;
    }

    /** All pauses in force, or those of one organization. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    public Uni<PausesView> list(@Context UriInfo address) {
        Mistakes mistakes = new Mistakes();
        Parameters parameters = new Parameters(address.getQueryParameters(), mistakes);
        Field<OrganizationId> organization = parameters.optional("organization_id", PauseResource::organization);
        parameters.refuseUnknown();
        mistakes.throwIfAny();
        return pauses.list(organization.orNull(), MOST)
                .chain(listed -> pauses.tally().map(tally -> PausesView.of(tally, listed)));
    }

    /** Pauses; changes the administrators' pause of the same scope where there is one. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<PauseView>> pause(byte[] body) {
        Mistakes mistakes = new Mistakes();
        Fields fields = Fields.of(JsonBody.parse(body, mistakes), mistakes);
        Field<OrganizationId> organization = fields.optional("organization_id", PauseResource::organization);
        PauseFields wanted = new PauseFields(fields, Instant.now(), false);
        fields.refuseUnknown();
        mistakes.throwIfAny();
        PauseOrder order = wanted.order(organization.orNull());
        AccountId administrator = signedIn.account();
        return pauses.pause(order, signedIn.email(), administrator).map(found -> {
            MadePause pause = found.orElseThrow(PauseResource::unknownOrganization);
            audit(administrator, pause.made() ? "paused" : "changed the pause of", pause.pause());
            return answer(pause);
        });
    }

    private static RestResponse<PauseView> answer(MadePause pause) {
        PauseView view = PauseView.of(pause.pause(), null);
        return RestResponse.ResponseBuilder.create(pause.made() ? Status.CREATED : Status.OK, view)
                .header(HttpHeaders.LOCATION, PATH + "/" + view.id())
                .build();
    }

    /** Resumes, whosever pause it is. */
    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Void>> resume(String id) {
        PauseId pause = PauseId.parse(id).orElseThrow(PauseResource::unknown);
        AccountId administrator = signedIn.account();
        return pauses.resume(pause, administrator).map(found -> {
            audit(administrator, "resumed", found.orElseThrow(PauseResource::unknown));
            return RestResponse.noContent();
        });
    }

    /** By the account's id: addresses of people are masked in logs. */
    private static void audit(AccountId administrator, String act, Pause pause) {
        AUDIT.infof(
                "Audit: account %s %s organization %s, channel %s, priority %s (pause %s by %s, %s): %s",
                administrator,
                act,
                pause.scope().organizationId() == null ? "all" : pause.scope().organizationId(),
                pause.scope().channel() == null
                        ? "all"
                        : pause.scope().channel().wireName(),
                pause.scope().priority() == null
                        ? "all"
                        : pause.scope().priority().wireName(),
                pause.id(),
                pause.pausedBy(),
                pause.untilWhen(),
                pause.reason());
    }

    private static Reading<OrganizationId> organization(String text) {
        try {
            UUID id = UUID.fromString(text);
            // Java takes shorter forms for UUIDs too.
            if (id.toString().equalsIgnoreCase(text)) {
                LogField.ORGANIZATION_ID.put(id);
                return Reading.right(new OrganizationId(id));
            }
        } catch (IllegalArgumentException _) {
            // No UUID at all: told below.
        }
        return Reading.wrong("must be the id of an organization, a UUID");
    }

    private static ProblemException unknownOrganization() {
        return new ProblemException(Problem.validation("organization_id", "is not the id of an organization"));
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.of(ProblemKind.NOT_FOUND, "There is no such pause, or it has ended."));
    }
}
