package dev.carillon.worker.intake;

import dev.carillon.worker.lease.WorkerLease;
import java.time.Duration;
import java.util.List;

/**
 * Takes the jobs of one shard: read ids, claim the jobs, send them on their way, read on. It takes no more than there is room
 * for.
 */
final class ShardLoop extends IntakeLoop {

    /** While nothing comes, so much room is kept for what might: little, for the other shards need it. */
    private static final int ROOM_WHILE_WAITING = 16;

    /** A waiting read takes at least one entry of each stream. */
    private static final int LEAST_ROOM = ShardReader.STREAMS;

    private final ShardEntries shard;
    private final EntryClaims claims;
    private final WorkerLease lease;
    private final InFlight inFlight;
    private final IntakeConfig config;
    private final Pulse pulse;

    ShardLoop(
            ShardEntries shard,
            EntryClaims claims,
            WorkerLease lease,
            InFlight inFlight,
            IntakeConfig config,
            Pulse pulse) {
        super(shard.toString(), pulse);
        this.shard = shard;
        this.claims = claims;
        this.lease = lease;
        this.inFlight = inFlight;
        this.config = config;
        this.pulse = pulse;
    }

    @Override
    Duration round() throws InterruptedException {
        shard.keepUp();
        if (lease.current() == null) {
            return config.firstPause();
        }
        int room = inFlight.acquire(LEAST_ROOM, config.batch(), config.block());
        if (room == 0) {
            return Duration.ZERO;
        }
        try {
            List<StreamEntry> entries = shard.ready(room);
            if (entries.isEmpty()) {
                int kept = Math.min(room, ROOM_WHILE_WAITING);
                inFlight.release(room - kept);
                room = kept;
                entries = shard.await(room);
            }
            // From here on each entry frees its own room.
            room -= entries.size();
            claims.claim(entries, pulse);
            return Duration.ZERO;
        } finally {
            inFlight.release(room);
        }
    }
}
