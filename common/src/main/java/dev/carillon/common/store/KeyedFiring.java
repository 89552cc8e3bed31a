package dev.carillon.common.store;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.NewJob;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Fires a schedule once for an idempotency key, however often it is asked to. */
@Singleton
public class KeyedFiring {

    static final String FIRE = ScheduleFiring.statement(
            "keyed AS (%s RETURNING job_ids),".formatted(IdempotencyKeys.take(ScheduleFiring.PARAMETERS)),
            "WHERE EXISTS (SELECT FROM keyed)");

    private final Pool pool;
    private final IdempotencyKeys keys;

    KeyedFiring(Pool pool, IdempotencyKeys keys) {
        this.pool = pool;
        this.keys = keys;
    }

    /** What the key was used for before: a replay, or another request; empty when it is free. */
    public Uni<Optional<Acceptance>> known(OrganizationId organization, IdempotencyKey key) {
        Submission question = new Submission(organization, key, List.of());
        return keys.firstAnswers(List.of(question)).map(answers -> Optional.ofNullable(answers.get(question)));
    }

    /**
     * Makes the one job of the plan and takes the key, in one commit. Empty when nothing was stored, because somebody else has the
     * key, or is at the schedule, or changed it.
     */
    public Uni<Optional<Job>> fire(PlannedFiring plan, IdempotencyKey key, Set<OrganizationId> backlogged) {
        List<NewJob> jobs =
                plan.jobs().stream().map(PlannedFiring.TimedJob::job).toList();
        Submission submission = new Submission(plan.schedule().organizationId(), key, jobs);
        return pool.withTransaction(transaction -> ScheduleFiring.fire(
                                transaction,
                                FIRE,
                                List.of(plan),
                                backlogged,
                                values -> IdempotencyKeys.addValues(values, List.of(submission)))
                        .map(fired -> fired.jobs().stream().findFirst().orElseThrow(NothingFiredException::new)))
                .map(Optional::of)
                .onFailure(NothingFiredException.class)
                .recoverWithItem(Optional.empty());
    }

    /** Rolls the transaction back, so that the key stays free where nothing was fired. */
    private static final class NothingFiredException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
