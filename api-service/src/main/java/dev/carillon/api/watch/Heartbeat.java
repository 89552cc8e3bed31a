package dev.carillon.api.watch;

import dev.carillon.api.access.Caller;
import dev.carillon.api.access.CallerCheck;
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
    private final CallerCheck callers;
    private final Vertx vertx;
    private final WatchConfig config;

    Heartbeat(Watchers watchers, CallerCheck callers, Vertx vertx, WatchConfig config) {
        this.watchers = watchers;
        this.callers = callers;
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
        callers.stillAllowed(all.stream().map(Watcher::caller).collect(Collectors.toSet()))
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .subscribe()
                .with(
                        allowed -> dismiss(all, allowed),
                        // While PostgreSQL is away there is nothing to see either.
                        failure -> Log.debugf(
                                "Whether watchers may still watch was not checked: %s", failure.getMessage()));
    }

    private static void dismiss(List<Watcher> all, Set<Caller> allowed) {
        all.stream().filter(watcher -> !allowed.contains(watcher.caller())).forEach(Watcher::close);
    }
}
