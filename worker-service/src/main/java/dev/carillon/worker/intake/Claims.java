package dev.carillon.worker.intake;

import dev.carillon.common.store.Claim;
import dev.carillon.common.store.ClaimedJob;
import dev.carillon.common.store.WorkerId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends on their way the jobs that a claim gave, and remembers a claim that got no answer: it may have given jobs all the same. */
@Singleton
class Claims {

    private final Dispatcher dispatcher;
    private final LostAnswers lost;

    Claims(Dispatcher dispatcher, LostAnswers lost) {
        this.dispatcher = dispatcher;
        this.lost = lost;
    }

    /**
     * Makes the claim and waits for its answer. The jobs are under way then.
     *
     * @param worker in whose name it is made
     * @param entry the entry through which a job was found; null when it was found in the backlog
     * @throws RuntimeException when it fails, or has no answer in time
     */
    List<ClaimedJob> make(WorkerId worker, Uni<Claim> statement, Function<ClaimedJob, @Nullable StreamEntry> entry) {
        // Before the claim, like the time that PostgreSQL gives it.
        long asked = System.nanoTime();
        Claim claim;
        try {
            claim = statement.await().atMost(IntakeLoop.DEADLINE);
        } catch (RuntimeException e) {
            lost.lost();
            throw e;
        }
        claim.jobs().forEach(job -> dispatcher.dispatch(entry.apply(job), job, worker, asked));
        dispatcher.announce(claim);
        return claim.jobs();
    }
}
