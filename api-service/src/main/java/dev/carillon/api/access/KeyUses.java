package dev.carillon.api.access;

import dev.carillon.common.identity.ApiKeyId;
import dev.carillon.common.identity.ApiKeyStore;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which keys were used since a moment ago. PostgreSQL is told now and then, of all of them by one statement. */
@Singleton
public class KeyUses {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final ApiKeyStore store;
    private final Vertx vertx;
    private final AccessConfig config;
    // A mark is enough: nobody asks for the second.
    private final Map<ApiKeyId, Boolean> used = new ConcurrentHashMap<>();

    KeyUses(ApiKeyStore store, Vertx vertx, AccessConfig config) {
        this.store = store;
        this.vertx = vertx;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(
                config.useRecordedEvery().toMillis(),
                _ -> record().subscribe()
                        .with(
                                _ -> {},
                                failure -> Log.debugf("The use of keys was not recorded: %s", failure.getMessage())));
    }

    void stop(@Observes ShutdownEvent stopping) {
        try {
            record().await().atMost(DEADLINE);
        } catch (RuntimeException failure) {
            Log.debugf("The use of keys was not recorded: %s", failure.getMessage());
        }
    }

    void note(ApiKeyId key) {
        used.putIfAbsent(key, true);
    }

    /** Tells PostgreSQL. What it could not be told is told the next time. */
    Uni<Void> record() {
        Map<ApiKeyId, Boolean> told = new HashMap<>(used);
        if (told.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        used.keySet().removeAll(told.keySet());
        return store.recordUse(told.keySet())
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .onFailure()
                .invoke(_ -> used.putAll(told));
    }
}
