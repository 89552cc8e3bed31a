package dev.carillon.api.limit;

import dev.carillon.api.access.Caller;
import dev.carillon.api.access.CurrentCaller;
import dev.carillon.common.http.Client;
import dev.carillon.common.limit.Check;
import dev.carillon.common.limit.Decision;
import dev.carillon.common.limit.LimitSubject;
import dev.carillon.common.limit.Limiter;
import dev.carillon.common.limit.Policies;
import dev.carillon.common.limit.Policy;
import dev.carillon.common.limit.QuotaOverrides;
import dev.carillon.common.limit.SubjectKind;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which policies apply to a request, and what they say to it. What was decided stays with the request, for the fields of its answer.
 *
 * <p>Application-scoped, since that is made on first use: filters are made while the service is built, when there is no configuration
 * yet.
 */
@ApplicationScoped
public class RequestLimits {

    private static final String KEY = RequestLimits.class.getName();
    private static final String MEANT = KEY + ".meant";

    private static final String ANONYMOUS = "anonymous";
    private static final String SUBMIT = "submit";
    private static final String CHECK = "check";

    private final Limiter limiter;
    private final Policies policies;
    private final KnownQuotas quotas;
    private final Client client;
    private final CurrentCaller callers;
    private final CurrentVertxRequest current;

    RequestLimits(
            Limiter limiter,
            Policies policies,
            KnownQuotas quotas,
            Client client,
            CurrentCaller callers,
            CurrentVertxRequest current) {
        this.limiter = limiter;
        this.policies = policies;
        this.quotas = quotas;
        this.client = client;
        this.callers = callers;
        this.current = current;
    }

    /** Whether the request comes from somebody who is known. */
    boolean knowSender() {
        return callers.find().isPresent() || callers.findPerson().isPresent();
    }

    /**
     * Counts a request as such, or fails with what its client is told. One that comes from nobody is not counted here: whether it needed
     * a key is known by its answer.
     */
    Uni<Void> admit() {
        RoutingContext request = current.getCurrent();
        Optional<Caller> caller = callers.find();
        if (caller.isPresent()) {
            return quotas.of(caller.get().organizationId())
                    .chain(own -> decide(request, callersChecks(caller.get(), own)));
        }
        return callers.findPerson()
                .flatMap(person -> OwnLimit.of(person.session().account(), policies))
                .map(own -> decide(request, List.of(own.count())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /**
     * Counts a request, and the jobs that it asks for, or fails with what its client is told.
     *
     * @param jobs none when the request is refused for what it says
     */
    public Uni<Void> admitJobs(int jobs) {
        RoutingContext request = current.getCurrent();
        Caller caller = callers.get();
        return quotas.of(caller.organizationId()).chain(own -> {
            List<Check> checks = callersChecks(caller, own);
            policies.find(SUBMIT)
                    .map(own::of)
                    .ifPresent(policy -> checks.add(organizationsCheck(policy, caller, jobs)));
            return decide(request, checks);
        });
    }

    /**
     * Counts a request that asks about something of the client's own, and answers what the policy that it asks for says. Fails with
     * what the client is told when it asks too often.
     */
    Uni<Decision> admitQuestion(Policy asked, String about, long cost) {
        RoutingContext request = current.getCurrent();
        Caller caller = callers.get();
        return quotas.of(caller.organizationId()).chain(own -> {
            List<Check> checks = callersChecks(caller, own);
            policies.find(CHECK).map(own::of).ifPresent(policy -> checks.add(organizationsCheck(policy, caller, 1)));
            List<Check> all = new ArrayList<>(checks);
            all.add(Check.advisory(own.of(asked), LimitSubject.asked(caller.organizationId(), about), cost));
            return limiter.decide(all).invoke(decision -> keep(request, decision.allowed() ? own(decision) : decision));
        });
    }

    /** What the client asked about says nothing of the request itself. */
    private static Decision own(Decision decision) {
        return new Decision(
                decision.allowed(),
                decision.verdicts().subList(0, decision.verdicts().size() - 1),
                decision.backend());
    }

    /** Counts a request without a valid key, or fails with what its client is told. */
    Uni<Void> admitAnonymous() {
        return admitNamed(ANONYMOUS);
    }

    /**
     * Counts a request under a policy, or fails with what its client is told: by the caller's organization where the policy is about
     * organizations, by the address that it comes from otherwise.
     *
     * @param policy its name; one that is not configured limits nothing
     */
    public Uni<Void> admitNamed(String policy) {
        RoutingContext request = current.getCurrent();
        Optional<Policy> found = policies.find(policy);
        if (found.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Optional<Caller> caller = callers.find();
        if (caller.isPresent() && found.get().subject() == SubjectKind.ORGANIZATION) {
            return quotas.of(caller.get().organizationId())
                    .chain(own -> decide(request, List.of(organizationsCheck(own.of(found.get()), caller.get(), 1))));
        }
        LimitSubject address = LimitSubject.address(client.address(request.request()));
        return decide(request, List.of(Check.of(found.get(), address, 1)));
    }

    /** Notes the policy under which the request is counted once it is known to be meant. */
    void mean(String policy) {
        current.getCurrent().put(MEANT, policy);
    }

    /**
     * Counts a request that is well-formed under the policy that the table of operations names for it, or fails with what its client is
     * told. To be called before anything is done that costs or tells something.
     */
    public Uni<Void> admitMeant() {
        String policy = current.getCurrent().get(MEANT);
        if (policy == null) {
            throw new IllegalStateException(
                    "The table of operations names no policy that this request is counted under");
        }
        // Decided together with others, it has ended in another request's context.
        return admitNamed(policy).emitOn(MutinyHelper.executor(Vertx.currentContext()));
    }

    /**
     * Throws when it is known already that the caller's request would be refused, however little it costs.
     *
     * @param organizations the policy under which it is counted with all others of the organization
     */
    void refuseKnown(String organizations) {
        Caller caller = callers.get();
        QuotaOverrides own = quotas.known(caller.organizationId());
        List<Check> checks = callersChecks(caller, own);
        policies.find(organizations)
                .map(own::of)
                .ifPresent(policy -> checks.add(organizationsCheck(policy, caller, 1)));
        Decision refusal = limiter.remembered(checks);
        if (refusal != null) {
            keep(current.getCurrent(), refusal);
        }
    }

    /** The policies under which the caller's own requests are counted, with the quotas that hold for it, and how much is left. */
    Uni<Decision> look() {
        Caller caller = callers.get();
        return quotas.of(caller.organizationId()).chain(own -> {
            List<Check> checks = new ArrayList<>();
            OwnLimit.of(caller, policies, own).map(OwnLimit::look).ifPresent(checks::add);
            for (String name : List.of(SUBMIT, CHECK)) {
                policies.find(name)
                        .map(own::of)
                        .ifPresent(policy -> checks.add(
                                Check.advisory(policy, LimitSubject.organization(caller.organizationId()), 0)));
            }
            return limiter.decide(checks);
        });
    }

    /** What was decided on the request; empty when nothing limits it. */
    Optional<Decision> decided() {
        return Optional.ofNullable(current.getCurrent().get(KEY));
    }

    private List<Check> callersChecks(Caller caller, QuotaOverrides own) {
        List<Check> checks = new ArrayList<>(3);
        OwnLimit.of(caller, policies, own).map(OwnLimit::count).ifPresent(checks::add);
        return checks;
    }

    private static Check organizationsCheck(Policy policy, Caller caller, int cost) {
        return Check.of(policy, LimitSubject.organization(caller.organizationId()), cost);
    }

    private Uni<Void> decide(RoutingContext request, List<Check> checks) {
        return limiter.decide(checks)
                .invoke(decision -> keep(request, decision))
                .replaceWithVoid();
    }

    /** Throws when the request is refused. */
    private static void keep(RoutingContext request, Decision decision) {
        Decision former = request.get(KEY);
        request.put(KEY, former == null ? decision : former.and(decision));
        decision.refusal().ifPresent(verdict -> {
            throw LimitRefusal.of(decision, verdict);
        });
    }
}
