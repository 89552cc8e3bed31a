package dev.carillon.worker.upkeep;

import dev.carillon.common.store.JobRetention;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Lets jobs leave that ended long ago. */
@Singleton
class OldJobs implements Chore {

    private final JobRetention retention;
    private final UpkeepConfig config;

    OldJobs(JobRetention retention, UpkeepConfig config) {
        this.retention = retention;
        this.config = config;
    }

    @Override
    public String name() {
        return "let old jobs leave";
    }

    @Override
    public Duration interval() {
        return config.tidyEvery();
    }

    @Override
    public Uni<Boolean> turn() {
        // What was begun is brought to its end, also when nothing more is to leave.
        return retention.leave().chain(worked -> worked ? Uni.createFrom().item(true) : detach());
    }

    private Uni<Boolean> detach() {
        if (config.keepJobs().isZero()) {
            return Uni.createFrom().item(false);
        }
        return retention.detach(config.keepJobs(), config.batch()).map(week -> {
            week.ifPresent(name -> Log.infof("The jobs of week %s that ended leave", name.substring(1)));
            return week.isPresent();
        });
    }
}
