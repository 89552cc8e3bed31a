package dev.carillon.worker.intake;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.store.Backlog;
import dev.carillon.common.store.Backlog.Share;
import dev.carillon.common.store.BacklogLane;
import dev.carillon.common.store.Claim;
import dev.carillon.common.store.ClaimedJob;
import dev.carillon.common.store.WorkerId;
import dev.carillon.worker.lease.WorkerLease;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes jobs from the backlog, organization by organization in fair turns. Needs PostgreSQL alone, so that work goes on while
 * Redis is away. Runs on a virtual thread of its own until it is told to stop, whatever fails.
 */
final class BacklogLoop implements Runnable {

    /** A statement of the loop that takes longer has failed. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** How long turns are taken between the same lanes before it is looked who else has come. */
    private static final Duration LONGEST_ROUND = Duration.ofMillis(250);

    /** Lanes that are served at once; those beyond have their turn in the next round. */
    private static final int MOST_LANES = 500;

    /** How long to wait when every organization has all the places it may have. */
    private static final Duration WHILE_FULL = Duration.ofMillis(10);

    private final Backlog backlog;
    private final OrganizationShares shares;
    private final WorkerLease lease;
    private final Dispatcher dispatcher;
    private final InFlight inFlight;
    private final IntakeConfig config;
    private final Closing closing;
    private final LostAnswers lost;
    private final BacklogTurns turns = new BacklogTurns();
    private volatile long lookedAt = System.nanoTime();
    private long begunAt;
    private @Nullable OrganizationId last;

    BacklogLoop(
            Backlog backlog,
            OrganizationShares shares,
            WorkerLease lease,
            Dispatcher dispatcher,
            InFlight inFlight,
            IntakeConfig config,
            Closing closing,
            LostAnswers lost) {
        this.backlog = backlog;
        this.shares = shares;
        this.lease = lease;
        this.dispatcher = dispatcher;
        this.inFlight = inFlight;
        this.config = config;
        this.closing = closing;
        this.lost = lost;
    }

    /** How long ago the loop last came round: its sign of life. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lookedAt);
    }

    @Override
    public void run() {
        boolean failing = false;
        while (closing.isOpen()) {
            lookedAt = System.nanoTime();
            try {
                closing.pause(turn());
                if (failing) {
                    failing = false;
                    Log.info("Taking jobs from the backlog works again");
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // Once an outage, not once a try.
                Log.logf(
                        failing ? Logger.Level.DEBUG : Logger.Level.WARN,
                        "Taking jobs from the backlog fails, trying on: %s",
                        e.getMessage());
                failing = true;
                closing.pause(config.longestPause());
            }
        }
    }

    /** Claims once, where there is something to claim. Answers how long to wait before the next turn. */
    private Duration turn() throws InterruptedException {
        WorkerId worker = lease.current();
        if (worker == null) {
            return config.firstPause();
        }
        if (turns.isEmpty() || System.nanoTime() - begunAt > LONGEST_ROUND.toNanos()) {
            begin();
        }
        if (turns.isEmpty()) {
            return last == null ? config.backlogEvery() : Duration.ZERO;
        }
        int room = inFlight.acquire(1, config.backlogBatch(), config.block());
        List<Share> wanted = List.of();
        try {
            wanted = turns.next(room, shares::weight, shares::take);
            int asked = wanted.stream().mapToInt(Share::most).sum();
            inFlight.release(room - asked);
            room = asked;
            if (asked == 0) {
                return WHILE_FULL;
            }
            List<ClaimedJob> jobs = claim(worker, wanted);
            room -= jobs.size();
            wanted = unused(wanted, jobs);
            // Lanes whose jobs are all under way are listed like others.
            return jobs.isEmpty() && turns.isEmpty() ? config.backlogEvery() : Duration.ZERO;
        } finally {
            inFlight.release(room);
            wanted.forEach(share -> shares.giveBack(share.lane().organizationId(), share.most()));
        }
    }

    private void begin() {
        List<BacklogLane> found = backlog.lanes(last, MOST_LANES).await().atMost(DEADLINE);
        turns.begin(found);
        begunAt = System.nanoTime();
        last = found.size() < MOST_LANES ? null : found.getLast().organizationId();
    }

    private List<ClaimedJob> claim(WorkerId worker, List<Share> wanted) {
        Claim claim;
        // Before the claim, like the time that PostgreSQL gives it.
        long asked = System.nanoTime();
        try {
            claim = backlog.claim(worker, wanted).await().atMost(DEADLINE);
        } catch (RuntimeException e) {
            lost.lost();
            throw e;
        }
        turns.claimed(wanted, claim.jobs());
        claim.jobs().forEach(job -> dispatcher.dispatch(null, job, worker, asked));
        dispatcher.announce(claim);
        return claim.jobs();
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
