package dev.carillon.api.identity;

import dev.carillon.common.limit.Check;
import dev.carillon.common.limit.Decision;
import dev.carillon.common.limit.LimitSubject;
import dev.carillon.common.limit.Limiter;
import dev.carillon.common.limit.Policies;
import dev.carillon.common.limit.Policy;
import dev.carillon.common.limit.Verdict;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Bounds how often the password of one account is tried, from however many addresses. Browsers that the account knows are counted each
 * by itself and all others together, so that who guesses locks out nobody but those whom the account has never seen; and for them there
 * is the mail.
 *
 * <p>What is counted, and what is answered, is the same for addresses that have no account. How much is left nobody is told: it would
 * tell strangers whether somebody signs in.
 */
@ApplicationScoped
public class GuessBrake {

    private static final String POLICY = "sign-in";

    private final Limiter limiter;
    private final Policies policies;

    GuessBrake(Limiter limiter, Policies policies) {
        this.limiter = limiter;
        this.policies = policies;
    }

    /**
     * Counts a try before the password is looked at, so that many at once count as many, or fails with a problem (429).
     *
     * @param email whose password is tried, whether or not anybody has it
     * @param browser one that the account knows; empty for any other
     */
    public Uni<Void> admit(String email, Optional<String> browser) {
        Optional<Policy> policy = policies.find(POLICY);
        if (policy.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        LimitSubject subject = LimitSubject.guessed(email, browser.orElse(null));
        return limiter.decide(List.of(Check.of(policy.get(), subject, 1)))
                // Decided together with others, it has ended in another request's context.
                .emitOn(MutinyHelper.executor(Vertx.currentContext()))
                .invoke(decision -> decision.refusal().ifPresent(verdict -> refuse(decision, verdict)))
                .replaceWithVoid();
    }

    private static void refuse(Decision decision, Verdict verdict) {
        Duration wait = Duration.ofSeconds(Math.max(1, verdict.retryAfterSeconds()));
        if (decision.isClosed(verdict)) {
            throw new ProblemException(Problem.unavailable(
                    "Sign-ins are counted in Redis, which does not answer, and nobody is let in without. Try again.",
                    wait));
        }
        throw new ProblemException(new Problem(
                ProblemKind.TOO_MANY_REQUESTS,
                "This password was tried too often, perhaps by somebody else. Try again in %d minutes, or ask for a new password: the link in the mail works at once."
                        .formatted(Math.ceilDiv(wait.toSeconds(), 60)),
                List.of(),
                wait));
    }
}
