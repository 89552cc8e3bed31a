package dev.carillon.worker.upkeep;

import dev.carillon.worker.intake.Closing;
import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Gives every chore its turns, one at a time each, from start to shutdown. A turn that fails is followed by the next. */
@Singleton
class Upkeep {

    /** A turn that takes longer has failed. */
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final List<Chore> chores;
    private final Closing closing;
    private final Set<Chore> failing = ConcurrentHashMap.newKeySet();

    Upkeep(Vertx vertx, @All List<Chore> chores, Closing closing) {
        this.vertx = vertx;
        this.chores = chores;
        this.closing = closing;
    }

    void start(@Observes StartupEvent event) {
        chores.forEach(this::take);
    }

    private void take(Chore chore) {
        if (!closing.isOpen()) {
            return;
        }
        Uni.createFrom()
                .deferred(chore::turn)
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .subscribe()
                .with(more -> done(chore, more), failure -> failed(chore, failure));
    }

    private void done(Chore chore, boolean more) {
        if (failing.remove(chore)) {
            Log.infof("Chore \"%s\" works again", chore.name());
        }
        schedule(chore, more ? Duration.ofMillis(1) : chore.interval());
    }

    private void failed(Chore chore, Throwable failure) {
        // Once an outage, not once a turn.
        Log.logf(
                failing.add(chore) ? Logger.Level.WARN : Logger.Level.DEBUG,
                "Chore \"%s\" fails, its next turn comes in time: %s",
                chore.name(),
                failure.getMessage());
        schedule(chore, chore.interval());
    }

    private void schedule(Chore chore, Duration pause) {
        // A little uneven, so that many workers do not all come at one moment.
        long milliseconds = pause.toMillis();
        long uneven = milliseconds + ThreadLocalRandom.current().nextLong(milliseconds / 10 + 1);
        vertx.setTimer(Math.max(1, uneven), _ -> take(chore));
    }
}
