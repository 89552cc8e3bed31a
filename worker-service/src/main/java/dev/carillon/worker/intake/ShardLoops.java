package dev.carillon.worker.intake;

import dev.carillon.worker.lease.WorkerLease;
import jakarta.inject.Singleton;
import java.util.List;

/** A loop for each shard. */
@Singleton
class ShardLoops {

    private final List<ShardLoop> all;

    ShardLoops(
            ShardReaders readers,
            EntryClaims claims,
            Dispatcher dispatcher,
            WorkerLease lease,
            InFlight inFlight,
            IntakeConfig config,
            Closing closing) {
        this.all = readers.all().stream()
                .map(reader -> new ShardLoop(
                        new ShardEntries(reader, dispatcher, config),
                        claims,
                        lease,
                        inFlight,
                        config,
                        new Pulse(closing, config)))
                .toList();
    }

    List<ShardLoop> all() {
        return all;
    }
}
