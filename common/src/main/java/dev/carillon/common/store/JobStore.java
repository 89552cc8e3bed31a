package dev.carillon.common.store;

import dev.carillon.common.database.QueryTimer;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * The hot path of every job: accept, claim, settle, promote. Each step is one statement for a whole batch, and one commit.
 * All times are PostgreSQL's.
 */
@Singleton
public class JobStore {

    private static final String TABLE = "job";

    private final AcceptStatement accept;
    private final DeduplicatingAccept deduplicatingAccept;
    private final ClaimStatement claim;
    private final SettleStatement settle;
    private final PromoteStatement promote;
    private final QueryTimer timer;

    JobStore(
            AcceptStatement accept,
            DeduplicatingAccept deduplicatingAccept,
            ClaimStatement claim,
            SettleStatement settle,
            PromoteStatement promote,
            QueryTimer timer) {
        this.accept = accept;
        this.deduplicatingAccept = deduplicatingAccept;
        this.claim = claim;
        this.settle = settle;
        this.promote = promote;
        this.timer = timer;
    }

    /**
     * Makes the jobs of all submissions durable, each submission whole or not at all. Answers one acceptance per submission,
     * in order, after the commit. Submissions without dedupe keys are stored faster when none with any are among them.
     */
    public Uni<List<Acceptance>> accept(List<Submission> submissions) {
        return submissions.stream().anyMatch(Submission::hasDedupeKeys)
                ? timer.time("accept_deduplicating", TABLE, () -> deduplicatingAccept.execute(submissions))
                : timer.time("accept", TABLE, () -> accept.execute(submissions));
    }

    /**
     * Claims those of the jobs that are queued, for a worker whose lease holds. Jobs that are not in the answer are no longer
     * queued: somebody else has them, or they were cancelled.
     */
    public Uni<Claim> claim(WorkerId worker, List<JobId> jobs) {
        return timer.time("claim", TABLE, () -> claim.execute(worker, jobs));
    }

    /**
     * Settles deliveries and records them as attempts. Answers the jobs whose claim still held. A delivery whose job was given
     * to another worker meanwhile changes nothing but its own attempt's record.
     *
     * @param workerName for the record
     */
    public Uni<Set<JobId>> settle(String workerName, List<Settlement> settlements) {
        return timer.time("settle", TABLE, () -> settle.execute(workerName, settlements));
    }

    /**
     * Queues up to {@code limit} jobs whose time has come.
     *
     * @param share jobs of one organization that are to be published; the others go to the backlog
     * @param backlogged organizations all of whose jobs go there
     */
    public Uni<Promotion> promote(int limit, int share, Set<OrganizationId> backlogged) {
        return timer.time("promote", TABLE, () -> promote.execute(limit, share, backlogged));
    }
}
