package dev.carillon.worker.upkeep;

import dev.carillon.common.store.JobOrphans;
import dev.carillon.common.stream.StreamWatermarks;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Moves orphans, queued jobs that have no entry in their stream, to the backlog, from where workers claim them. */
@Singleton
class OrphanAdopter implements Chore {

    private final StreamWatermarks watermarks;
    private final JobOrphans orphans;
    private final UpkeepConfig config;

    OrphanAdopter(StreamWatermarks watermarks, JobOrphans orphans, UpkeepConfig config) {
        this.watermarks = watermarks;
        this.orphans = orphans;
        this.config = config;
    }

    @Override
    public String name() {
        return "adopt jobs that lost their entry";
    }

    @Override
    public Duration interval() {
        return config.adoptEvery();
    }

    @Override
    public Uni<Boolean> turn() {
        // Without Redis no entry can be read: then every job that waits longer than the grace is as good as lost.
        return watermarks
                .read(config.adoptGrace())
                .onFailure()
                .recoverWithItem(() -> watermarks.none(config.adoptGrace()))
                .chain(marks -> orphans.adopt(marks, config.batch()))
                .map(adopted -> {
                    if (adopted > 0) {
                        Log.infof("Moved %d jobs that had no entry in their stream to the backlog", adopted);
                    }
                    return adopted >= config.batch();
                });
    }
}
