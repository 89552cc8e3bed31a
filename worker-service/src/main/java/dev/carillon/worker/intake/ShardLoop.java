package dev.carillon.worker.intake;

import dev.carillon.common.job.JobId;
import dev.carillon.common.job.Priority;
import dev.carillon.common.store.Backlog;
import dev.carillon.common.store.Claim;
import dev.carillon.common.store.ClaimedJob;
import dev.carillon.common.store.JobStore;
import dev.carillon.common.store.WorkerId;
import dev.carillon.worker.lease.WorkerLease;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Takes the jobs of one shard: read ids, claim the jobs, send them on their way, read on. It takes no more than there is room
 * for. Runs on a virtual thread of its own until it is told to stop, whatever fails.
 */
final class ShardLoop implements Runnable {

    /** A command or statement of the loop that takes longer has failed. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** While nothing comes, so much room is kept for what might: little, for the other shards need it. */
    private static final int ROOM_WHILE_WAITING = 16;

    /** One place for each of the shard's streams: a waiting read takes at least one entry of each. */
    private static final int LEAST_ROOM = Priority.values().length;

    private final ShardReader reader;
    private final JobStore store;
    private final Backlog backlog;
    private final OrganizationShares shares;
    private final WorkerLease lease;
    private final Dispatcher dispatcher;
    private final InFlight inFlight;
    private final IntakeConfig config;
    private final Closing closing;
    private final LostAnswers lost;
    private volatile long lookedAt = System.nanoTime();
    private long tookOverAt = System.nanoTime();
    private long keptUpAt = System.nanoTime();

    ShardLoop(
            ShardReader reader,
            JobStore store,
            Backlog backlog,
            OrganizationShares shares,
            WorkerLease lease,
            Dispatcher dispatcher,
            InFlight inFlight,
            IntakeConfig config,
            Closing closing,
            LostAnswers lost) {
        this.reader = reader;
        this.store = store;
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
        Duration pause = config.firstPause();
        boolean failing = false;
        while (closing.isOpen()) {
            lookedAt = System.nanoTime();
            try {
                round();
                pause = config.firstPause();
                if (failing) {
                    failing = false;
                    Log.infof("Taking jobs from %s works again", reader);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // Once an outage, not once a try.
                Log.logf(
                        failing ? Logger.Level.DEBUG : Logger.Level.WARN,
                        "Taking jobs from %s fails, trying on: %s",
                        reader,
                        e.getMessage());
                failing = true;
                pause = rest(pause);
            }
        }
    }

    private void round() throws InterruptedException {
        keepUp();
        if (lease.current() == null) {
            closing.pause(config.firstPause());
            return;
        }
        int room = inFlight.acquire(LEAST_ROOM, config.batch(), config.block());
        if (room == 0) {
            return;
        }
        try {
            List<StreamEntry> entries = ready(room);
            if (entries.isEmpty()) {
                int kept = Math.min(room, ROOM_WHILE_WAITING);
                inFlight.release(room - kept);
                room = kept;
                // The limit counts for each of the three streams.
                entries = reader.await(room / 3, config.block())
                        .await()
                        .atMost(config.block().plus(DEADLINE));
            }
            // From here on each entry frees its own room.
            room -= entries.size();
            claim(shared(entries));
        } finally {
            inFlight.release(room);
        }
    }

    /** Shows now and then that what this instance holds is not abandoned, and forgets consumers that are. */
    private void keepUp() {
        if (System.nanoTime() - keptUpAt > config.takeOverAfter().toNanos() / 3) {
            keptUpAt = System.nanoTime();
            reader.refresh(dispatcher.held())
                    .chain(() -> reader.tidy(config.forgetConsumersAfter()))
                    .await()
                    .atMost(DEADLINE);
        }
    }

    /** What can be had without waiting, from consumers that are gone first. */
    private List<StreamEntry> ready(int room) {
        if (System.nanoTime() - tookOverAt > config.takeOverAfter().toNanos() / 3) {
            tookOverAt = System.nanoTime();
            List<StreamEntry> takenOver =
                    reader.takeOver(room / 3, config.takeOverAfter()).await().atMost(DEADLINE);
            if (!takenOver.isEmpty()) {
                return takenOver;
            }
        }
        return reader.read(room).await().atMost(DEADLINE);
    }

    /** Those entries for which their organizations have a place; the jobs of the others go to the backlog. */
    private List<StreamEntry> shared(List<StreamEntry> entries) {
        List<StreamEntry> shared = new ArrayList<>(entries.size());
        List<StreamEntry> beyond = new ArrayList<>();
        for (StreamEntry entry : entries) {
            (shares.take(entry.organization(), 1) == 1 ? shared : beyond).add(entry);
        }
        defer(beyond.stream().map(StreamEntry::job).toList());
        beyond.forEach(dispatcher::dismissUnshared);
        return shared;
    }

    /** What cannot be moved now keeps its row as it is, and is found by the republisher. */
    private void defer(List<JobId> jobs) {
        if (jobs.isEmpty()) {
            return;
        }
        try {
            backlog.defer(jobs).await().atMost(DEADLINE);
        } catch (RuntimeException e) {
            Log.warnf("%d jobs could not be moved to the backlog: %s", jobs.size(), e.getMessage());
        }
    }

    /** Claims until PostgreSQL has answered: the entries are nobody else's for now. */
    private void claim(List<StreamEntry> entries) {
        Map<JobId, StreamEntry> wanted = new HashMap<>();
        for (StreamEntry entry : entries) {
            StreamEntry twin = wanted.put(entry.job(), entry);
            if (twin != null) {
                dispatcher.dismiss(twin);
            }
        }
        Duration pause = config.firstPause();
        while (!wanted.isEmpty()) {
            if (!closing.isOpen()) {
                dispatcher.handBack(List.copyOf(wanted.values()));
                return;
            }
            lookedAt = System.nanoTime();
            WorkerId worker = lease.current();
            try {
                if (worker != null) {
                    // Before the claim, like the time that PostgreSQL gives it.
                    long asked = System.nanoTime();
                    Claim claim = store.claim(worker, List.copyOf(wanted.keySet()))
                            .await()
                            .atMost(DEADLINE);
                    dispatch(wanted, claim.jobs(), worker, asked);
                    dispatcher.announce(claim);
                }
                // A claim under a lease that ran out meanwhile may have been refused for that reason alone.
                if (worker != null && lease.holds(worker)) {
                    // Those of them that are still queued are paused.
                    defer(List.copyOf(wanted.keySet()));
                    wanted.values().forEach(dispatcher::dismiss);
                    return;
                }
            } catch (RuntimeException e) {
                lost.lost();
                Log.warnf("%d jobs could not be claimed, trying again: %s", wanted.size(), e.getMessage());
            }
            pause = rest(pause);
        }
    }

    private void dispatch(Map<JobId, StreamEntry> wanted, List<ClaimedJob> claimed, WorkerId worker, long asked) {
        for (ClaimedJob job : claimed) {
            StreamEntry entry = wanted.remove(job.id());
            if (entry != null) {
                dispatcher.dispatch(entry, job, worker, asked);
            }
        }
    }

    /** Rests, and answers how long to rest the next time. */
    private Duration rest(Duration pause) {
        closing.pause(pause);
        Duration longer = pause.multipliedBy(2);
        return longer.compareTo(config.longestPause()) < 0 ? longer : config.longestPause();
    }
}
