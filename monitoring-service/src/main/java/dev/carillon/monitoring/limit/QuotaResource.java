package dev.carillon.monitoring.limit;

import dev.carillon.common.body.Durations;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.JsonBody;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.Parameters;
import dev.carillon.common.body.Reading;
import dev.carillon.common.cache.Caches;
import dev.carillon.common.cache.Reach;
import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.ApiKeyId;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.limit.Policies;
import dev.carillon.common.limit.Policy;
import dev.carillon.common.limit.Quota;
import dev.carillon.common.limit.QuotaStore;
import dev.carillon.common.limit.SubjectKind;
import dev.carillon.common.log.LogField;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import dev.carillon.monitoring.session.SignedIn;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /v1/organizations/{id}/rate-limits}, for administrators. Whoever changes one is named in the log. */
@Path("/v1/organizations/{organization}/rate-limits")
@Produces(MediaType.APPLICATION_JSON)
public class QuotaResource {

    private static final Logger AUDIT = Logger.getLogger("dev.carillon.audit");
    private static final String KEY = "api_key_id";

    private final QuotaStore quotas;
    private final Policies policies;
    private final Caches caches;
    private final SignedIn signedIn;

    QuotaResource(QuotaStore quotas, Policies policies, Caches caches, SignedIn signedIn) {
        this.quotas = quotas;
        this.caches = caches;
        this.policies = policies;
        this.signedIn = signedIn;
    }

    /** The limits that the organization and its keys have of their own. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    public Uni<QuotaView.Page> list(String organization) {
        return quotas.read(organization(organization)).map(read -> new QuotaView.Page(QuotaView.all(read)));
    }

    /** Gives the organization, or one of its keys, a limit of its own; changes the one it has. */
    @PUT
    @Path("/{policy}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<QuotaView> put(String organization, String policy, byte[] body) {
        OrganizationId owner = organization(organization);
        Policy known = policy(policy);
        Mistakes mistakes = new Mistakes();
        Fields fields = Fields.of(JsonBody.parse(body, mistakes), mistakes);
        Field<Integer> limit = fields.wholeNumber("limit", 1, (int) Quota.LARGEST);
        if (!fields.has("limit")) {
            fields.mistake("limit", "is required");
        }
        Field<Duration> window = fields.optional("window", Durations.between(Duration.ofSeconds(1), Quota.LONGEST));
        Field<ApiKeyId> key = fields.optional(KEY, QuotaResource::key);
        if (key.isPresent() && known.subject() != SubjectKind.API_KEY) {
            fields.mistake(KEY, "is only for policies that count the requests of a key");
        }
        fields.refuseUnknown();
        mistakes.throwIfAny();
        Quota quota =
                new Quota(limit.get(), window.orElse(known.quota().window()).truncatedTo(ChronoUnit.SECONDS));
        AccountId administrator = signedIn.account();
        return quotas.put(owner, Optional.ofNullable(key.orNull()), policy, quota, administrator)
                .call(() -> tellAll(owner))
                .map(done -> {
                    if (!done) {
                        throw unknown("There is no such organization, or it has no such API key.");
                    }
                    AUDIT.infof(
                            "Audit: account %s gave organization %s, key %s, the limit %s of %d in %s",
                            administrator, owner, key.orNull(), policy, quota.amount(), quota.window());
                    return QuotaView.of(policy, key.orNull(), quota);
                });
    }

    /** Takes it away: the installation's limit holds again. */
    @DELETE
    @Path("/{policy}")
    public Uni<RestResponse<Void>> remove(String organization, String policy, @Context UriInfo address) {
        OrganizationId owner = organization(organization);
        Mistakes mistakes = new Mistakes();
        Parameters parameters = new Parameters(address.getQueryParameters(), mistakes);
        Field<ApiKeyId> key = parameters.optional(KEY, QuotaResource::key);
        parameters.refuseUnknown();
        mistakes.throwIfAny();
        AccountId administrator = signedIn.account();
        return quotas.remove(owner, Optional.ofNullable(key.orNull()), policy, administrator)
                .call(() -> tellAll(owner))
                .map(done -> {
                    if (!done) {
                        throw unknown("There is no such limit.");
                    }
                    AUDIT.infof(
                            "Audit: account %s took the limit %s from organization %s, key %s",
                            administrator, policy, owner, key.orNull());
                    return RestResponse.noContent();
                });
    }

    /** The change is committed: no instance goes by what it knew any more. */
    private Uni<Reach> tellAll(OrganizationId owner) {
        return caches.invalidateTag(owner.cacheTag());
    }

    private Policy policy(String name) {
        return policies.find(name).orElseThrow(() -> unknown("There is no such policy."));
    }

    private static OrganizationId organization(String text) {
        OrganizationId id = new OrganizationId(uuid(text).orElseThrow(() -> unknown("There is no such organization.")));
        LogField.ORGANIZATION_ID.put(id);
        return id;
    }

    private static Reading<ApiKeyId> key(String text) {
        return uuid(text)
                .<Reading<ApiKeyId>>map(id -> Reading.right(new ApiKeyId(id)))
                .orElseGet(() -> Reading.wrong("must be the id of an API key, a UUID"));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            // Java takes shorter forms for UUIDs too.
            return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equalsIgnoreCase(text));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private static ProblemException unknown(String detail) {
        return new ProblemException(Problem.of(ProblemKind.NOT_FOUND, detail));
    }
}
