package dev.carillon.worker.intake;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.pace.BulkPace;
import dev.carillon.common.store.Backlog.Share;
import dev.carillon.common.store.WorkerId;
import dev.carillon.worker.lease.WorkerLease;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes jobs from the backlog, organization by organization in fair turns. Needs PostgreSQL alone, so that work goes on while
 * Redis is away.
 */
@Singleton
class BacklogLoop extends IntakeLoop {

    /**
     * How long to wait for places when somebody has all that are his. A job that ends in the meantime gives back one, and a claim
     * for one job costs nearly as much as for a hundred.
     */
    private static final Duration WHILE_FULL = Duration.ofMillis(10);

    /** So much of a whole claim is worth one before that time is over. */
    private static final double WORTHWHILE = 0.25;

    private final BacklogRounds rounds;
    private final WorkerLease lease;
    private final InFlight inFlight;
    private final OrganizationShares shares;
    private final IntakeConfig config;
    private final int worthwhile;
    private final BulkPace pace;
    private boolean full;

    BacklogLoop(
            BacklogRounds rounds,
            OrganizationShares shares,
            WorkerLease lease,
            InFlight inFlight,
            BulkPace pace,
            IntakeConfig config,
            Closing closing) {
        super("the backlog", new Pulse(closing, config));
        this.pace = pace;
        this.rounds = rounds;
        this.shares = shares;
        this.worthwhile = Math.max(1, (int) (config.backlogBatch() * WORTHWHILE));
        this.lease = lease;
        this.inFlight = inFlight;
        this.config = config;
    }

    @Override
    Duration round() throws InterruptedException {
        WorkerId worker = lease.current();
        if (worker == null) {
            return config.firstPause();
        }
        rounds.goOn();
        if (rounds.isOver()) {
            return rounds.isContinued() ? Duration.ZERO : config.backlogEvery();
        }
        if (full) {
            shares.awaitReturned(worthwhile, WHILE_FULL);
        }
        int room = inFlight.acquire(1, pace.step(config.backlogBatch()), config.block());
        try {
            List<Share> wanted = rounds.next(room);
            int asked = wanted.stream().mapToInt(Share::most).sum();
            full = asked < room;
            inFlight.release(room - asked);
            room = asked;
            if (asked == 0) {
                return Duration.ZERO;
            }
            pace.begin(organizations(wanted));
            int claimed = rounds.claim(worker, wanted);
            room -= claimed;
            if (claimed == 0) {
                // Lanes whose jobs are all under way are listed like others.
                return rounds.isOver() ? config.backlogEvery() : Duration.ZERO;
            }
            return Duration.ofNanos(pace.rest(claimed));
        } finally {
            inFlight.release(room);
        }
    }

    private static Set<OrganizationId> organizations(List<Share> wanted) {
        return wanted.stream().map(share -> share.lane().organizationId()).collect(Collectors.toUnmodifiableSet());
    }
}
