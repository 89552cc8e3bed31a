package dev.carillon.worker.upkeep;

import dev.carillon.common.store.JobOrphans;
import dev.carillon.common.stream.JobStream;
import dev.carillon.common.stream.StreamWatermarks;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Publishes queued jobs again that have no entry in their stream. */
@Singleton
class Republisher implements Chore {

    private final StreamWatermarks watermarks;
    private final JobOrphans orphans;
    private final JobStream stream;
    private final UpkeepConfig config;

    Republisher(StreamWatermarks watermarks, JobOrphans orphans, JobStream stream, UpkeepConfig config) {
        this.watermarks = watermarks;
        this.orphans = orphans;
        this.stream = stream;
        this.config = config;
    }

    @Override
    public String name() {
        return "publish jobs that lost their entry";
    }

    @Override
    public Duration interval() {
        return config.republishEvery();
    }

    @Override
    public Uni<Boolean> turn() {
        return watermarks
                .read(config.republishGrace())
                .chain(marks -> orphans.adopt(marks, config.batch()))
                .chain(adopted -> {
                    if (!adopted.isEmpty()) {
                        Log.infof("Publishing %d jobs that had no entry in their stream", adopted.size());
                    }
                    return stream.publish(adopted).replaceWith(adopted.size() >= config.batch());
                });
    }
}
