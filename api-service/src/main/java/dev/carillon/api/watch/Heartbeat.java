package dev.carillon.api.watch;

import dev.carillon.common.identity.ApiKeyId;
import dev.carillon.common.identity.ApiKeyStore;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows every watcher now and then that its connection lives, and ends the streams of those who may not watch any more. */
@Singleton
class Heartbeat {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Watchers watchers;
    private final ApiKeyStore keys;
    private final Vertx vertx;
    private final WatchConfig config;

    Heartbeat(Watchers watchers, ApiKeyStore keys, Vertx vertx, WatchConfig config) {
        this.watchers = watchers;
        this.keys = keys;
        this.vertx = vertx;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(config.heartbeat().toMillis(), _ -> beat());
    }

    private void beat() {
        List<Watcher> all = watchers.all();
        if (all.isEmpty()) {
            return;
        }
        all.forEach(watcher -> watcher.beat(config.longest()));
        Set<ApiKeyId> used =
                all.stream().map(watcher -> watcher.caller().apiKeyId()).collect(Collectors.toSet());
        keys.stillUsable(used)
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .subscribe()
                .with(
                        usable -> dismiss(all, usable),
                        // While PostgreSQL is away there is nothing to see either.
                        failure -> Log.debugf("The keys of watchers were not checked: %s", failure.getMessage()));
    }

    private static void dismiss(List<Watcher> all, Set<ApiKeyId> usable) {
        all.stream()
                .filter(watcher -> !usable.contains(watcher.caller().apiKeyId()))
                .forEach(Watcher::close);
    }
}
