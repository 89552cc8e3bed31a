package dev.carillon.api.limit;

import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.limit.Policies;
import dev.carillon.common.limit.Policy;
import dev.carillon.common.limit.Verdict;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells of limits, and keeps them for other systems that ask. */
@Path("/v1/rate-limits")
@Produces(MediaType.APPLICATION_JSON)
public class RateLimitResource {

    private final RequestLimits limits;
    private final Policies policies;

    RateLimitResource(RequestLimits limits, Policies policies) {
        this.limits = limits;
        this.policies = policies;
    }

    /** All policies, with what the caller has left where its own requests are counted. */
    @GET
    public Uni<RateLimitList> list() {
        return limits.look().map(look -> {
            Map<String, Verdict> verdicts = look.verdicts().stream()
                    .collect(Collectors.toMap(verdict -> verdict.policy().name(), Function.identity()));
            return new RateLimitList(
                    policies.all().stream().map(policy -> of(policy, verdicts)).toList());
        });
    }

    private static RateLimitRepresentation of(Policy policy, Map<String, Verdict> verdicts) {
        Verdict own = verdicts.get(policy.name());
        return RateLimitRepresentation.of(own == null ? policy : own.policy(), own);
    }

    /** Whether something of the caller's own is within a policy; counts it if so. */
    @POST
    @Path("/{policy}/check")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RateLimitAnswer> check(String policy, RequestBody body) {
        return Uni.createFrom()
                .item(() -> question(policy, body))
                // A request counts as such whatever it asks.
                .onFailure()
                .recoverWithUni(
                        refused -> limits.admit().chain(() -> Uni.createFrom().failure(refused)))
                .chain(question -> limits.admitQuestion(
                        question.asked(),
                        question.check().key(),
                        question.check().cost()))
                .map(RateLimitAnswer::of);
    }

    private record Question(Policy asked, RateLimitCheck check) {}

    private Question question(String policy, RequestBody body) {
        Policy asked = policies.find(policy).orElseThrow(() -> unknown(policies));
        Mistakes mistakes = body.mistakes();
        RateLimitCheck check = new RateLimitCheck(Fields.of(body.json(), mistakes));
        mistakes.throwIfAny();
        return new Question(asked, check);
    }

    private static ProblemException unknown(Policies policies) {
        List<String> names = policies.all().stream().map(Policy::name).toList();
        return new ProblemException(Problem.of(
                ProblemKind.NOT_FOUND, "There is no such policy. There are: " + String.join(", ", names) + "."));
    }
}
