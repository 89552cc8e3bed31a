package dev.carillon.worker.intake;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.store.Backlog;
import dev.carillon.common.store.Backlog.Share;
import dev.carillon.common.store.BacklogLane;
import dev.carillon.common.store.ClaimedJob;
import dev.carillon.common.store.WorkerId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Claims from the backlog in rounds: who is there is looked up, and those have turns until it is time to look who else has come. */
@Singleton
class BacklogRounds {

    /** How long turns are taken between the same lanes before it is looked who else has come. */
    private static final Duration LONGEST = Duration.ofMillis(250);

    /** Lanes that are served at once; those beyond have their turn in the next round. */
    private static final int MOST_LANES = 500;

    private final Backlog backlog;
    private final OrganizationShares shares;
    private final Claims claims;
    private final BacklogTurns turns = new BacklogTurns();
    private long begunAt;
    private @Nullable OrganizationId last;

    BacklogRounds(Backlog backlog, OrganizationShares shares, Claims claims) {
        this.backlog = backlog;
        this.shares = shares;
        this.claims = claims;
    }

    /** Begins the next round where the last is over or has been long enough. */
    void goOn() {
        if (isOver() || System.nanoTime() - begunAt > LONGEST.toNanos()) {
            List<BacklogLane> found = backlog.lanes(last, MOST_LANES).await().atMost(IntakeLoop.DEADLINE);
            turns.begin(found);
            begunAt = System.nanoTime();
            last = found.size() < MOST_LANES ? null : found.getLast().organizationId();
        }
    }

    /** Whether no lane of this round has jobs, as far as was seen. */
    boolean isOver() {
        return turns.isEmpty();
    }

    /** Whether the next round begins with those organizations for which this had no place. */
    boolean isContinued() {
        return last != null;
    }

    /** What to claim next, for up to {@code room} jobs. Places are taken for it, which {@link #claim} uses or gives back. */
    List<Share> next(int room) {
        return turns.next(room, shares::weight, shares::take);
    }

    /** Claims what was said to be next. Answers how many jobs are under way by it. */
    int claim(WorkerId worker, List<Share> wanted) {
        List<Share> unused = wanted;
        try {
            List<ClaimedJob> jobs = claims.make(worker, backlog.claim(worker, wanted), _ -> null);
            turns.claimed(wanted, jobs);
            unused = unused(wanted, jobs);
            return jobs.size();
        } finally {
            unused.forEach(share -> shares.giveBack(share.lane().organizationId(), share.most()));
        }
    }

    /** What was granted and not claimed. Claimed jobs give their places back themselves. */
    private static List<Share> unused(List<Share> wanted, List<ClaimedJob> jobs) {
        Map<BacklogLane, Integer> got = new HashMap<>();
        jobs.forEach(job ->
                got.merge(new BacklogLane(job.organizationId(), job.channel(), job.priority()), 1, Integer::sum));
        return wanted.stream()
                .map(share -> new Share(share.lane(), share.after(), share.most() - got.getOrDefault(share.lane(), 0)))
                .filter(share -> share.most() > 0)
                .toList();
    }
}
