package dev.carillon.worker.upkeep;

import dev.carillon.common.pause.PauseAdministration;
import dev.carillon.common.store.StoreUpkeep;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Makes partitions before they are needed, forgets keys that have expired, and removes pauses that have ended. */
@Singleton
class Tidier implements Chore {

    private final StoreUpkeep store;
    private final PauseAdministration pauses;
    private final UpkeepConfig config;

    Tidier(StoreUpkeep store, PauseAdministration pauses, UpkeepConfig config) {
        this.store = store;
        this.pauses = pauses;
        this.config = config;
    }

    @Override
    public String name() {
        return "tidy the store";
    }

    @Override
    public Duration interval() {
        return config.tidyEvery();
    }

    @Override
    public Uni<Boolean> turn() {
        return store.ensurePartitions(config.partitionDays())
                .invoke(made -> {
                    if (made > 0) {
                        Log.infof("Made %d partitions for the jobs to come", made);
                    }
                })
                .chain(pauses::forgetEnded)
                .chain(() -> store.forgetExpiredKeys(config.batch()))
                .map(forgotten -> forgotten >= config.batch());
    }
}
