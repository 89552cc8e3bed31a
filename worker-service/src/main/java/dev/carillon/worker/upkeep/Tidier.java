package dev.carillon.worker.upkeep;

import dev.carillon.common.bulk.BulkOperations;
import dev.carillon.common.identity.AccountUpkeep;
import dev.carillon.common.pause.PauseAdministration;
import dev.carillon.common.store.EventReplay;
import dev.carillon.common.store.StoreUpkeep;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Makes partitions before they are needed, and forgets what has ended: keys, tokens, pauses, bulk operations, replays of events. */
@Singleton
class Tidier implements Chore {

    private final StoreUpkeep store;
    private final PauseAdministration pauses;
    private final BulkOperations operations;
    private final EventReplay replays;
    private final AccountUpkeep accounts;
    private final UpkeepConfig config;

    Tidier(
            StoreUpkeep store,
            PauseAdministration pauses,
            BulkOperations operations,
            EventReplay replays,
            AccountUpkeep accounts,
            UpkeepConfig config) {
        this.store = store;
        this.pauses = pauses;
        this.operations = operations;
        this.replays = replays;
        this.accounts = accounts;
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
                .chain(() -> accounts.forgetExpired(config.batch()))
                .chain(() -> all(List.of(
                        store.forgetExpiredKeys(config.batch()),
                        operations.forgetEnded(config.keepEnded(), config.batch()),
                        replays.forgetEnded(config.keepEnded(), config.batch()))))
                .map(forgotten -> forgotten.stream().anyMatch(each -> each >= config.batch()));
    }

    /** One after the other: upkeep has time, and should not take all connections. */
    private static Uni<List<Integer>> all(List<Uni<Integer>> tasks) {
        return Uni.join().all(tasks).usingConcurrencyOf(1).andFailFast();
    }
}
