package dev.carillon.worker.intake;

import dev.carillon.common.store.Backlog.Share;
import dev.carillon.common.store.WorkerId;
import dev.carillon.worker.lease.WorkerLease;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Takes jobs from the backlog, organization by organization in fair turns. Needs PostgreSQL alone, so that work goes on while
 * Redis is away.
 */
@Singleton
class BacklogLoop extends IntakeLoop {

    /** How long to wait when every organization has all the places it may have. */
    private static final Duration WHILE_FULL = Duration.ofMillis(10);

    private final BacklogRounds rounds;
    private final WorkerLease lease;
    private final InFlight inFlight;
    private final IntakeConfig config;

    BacklogLoop(BacklogRounds rounds, WorkerLease lease, InFlight inFlight, IntakeConfig config, Closing closing) {
        super("the backlog", new Pulse(closing, config));
        this.rounds = rounds;
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
        int room = inFlight.acquire(1, config.backlogBatch(), config.block());
        try {
            List<Share> wanted = rounds.next(room);
            int asked = wanted.stream().mapToInt(Share::most).sum();
            inFlight.release(room - asked);
            room = asked;
            if (asked == 0) {
                return WHILE_FULL;
            }
            int claimed = rounds.claim(worker, wanted);
            room -= claimed;
            // Lanes whose jobs are all under way are listed like others.
            return claimed == 0 && rounds.isOver() ? config.backlogEvery() : Duration.ZERO;
        } finally {
            inFlight.release(room);
        }
    }
}
