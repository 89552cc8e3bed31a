package dev.carillon.worker.upkeep;

import dev.carillon.common.store.StoreUpkeep;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Makes partitions before they are needed, and forgets keys that have expired. */
@Singleton
class Tidier implements Chore {

    private final StoreUpkeep store;
    private final UpkeepConfig config;

    Tidier(StoreUpkeep store, UpkeepConfig config) {
        this.store = store;
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
                .chain(() -> store.forgetExpiredKeys(config.batch()))
                .map(forgotten -> forgotten >= config.batch());
    }
}
