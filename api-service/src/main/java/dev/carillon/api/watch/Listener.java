package dev.carillon.api.watch;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Listens for moves of watched jobs, on a thread of its own, as long as anybody watches. What it does not hear, because Redis
 * was away or the event was never published, is found by looking every so often.
 */
@Singleton
class Listener {

    private static final Logger LOG = Logger.getLogger(Listener.class);
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EventTail tail;
    private final Watchers watchers;
    private final TimelineLook look;
    private final Vertx vertx;
    private final WatchConfig config;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("carillon-watch").daemon().unstarted(this::run);
    private volatile boolean hearing;

    Listener(EventTail tail, Watchers watchers, TimelineLook look, Vertx vertx, WatchConfig config) {
        this.tail = tail;
        this.watchers = watchers;
        this.look = look;
        this.vertx = vertx;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        thread.start();
        vertx.setPeriodic(config.lookEvery().toMillis(), _ -> look.at(watchers.jobs()));
        vertx.setPeriodic(config.lookEveryUnheard().toMillis(), _ -> {
            if (!hearing) {
                look.at(watchers.jobs());
            }
        });
    }

    /** Streams that never end would hold up the shutdown; their clients go on at another instance. */
    void turnAway(@Observes ShutdownDelayInitiatedEvent begun) {
        watchers.close();
    }

    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        watchers.close();
        stopping.countDown();
        thread.interrupt();
        thread.join(DEADLINE);
    }

    private void run() {
        boolean failed = false;
        while (stopping.getCount() > 0) {
            try {
                if (watchers.await(DEADLINE)) {
                    listen(failed);
                    failed = false;
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                hearing = false;
                // Once an outage, not once a try.
                LOG.logf(
                        failed ? Logger.Level.DEBUG : Logger.Level.WARN,
                        "Job events cannot be read, watched jobs are looked at every %s: %s",
                        config.lookEveryUnheard(),
                        failure.getMessage());
                failed = true;
                if (rest()) {
                    return;
                }
            }
        }
    }

    private void listen(boolean again) {
        String position = tail.newest().await().atMost(DEADLINE);
        hearing = true;
        if (again) {
            LOG.info("Job events are read again");
        }
        // What happened before is in the timelines; what happens from now on is heard.
        look.at(watchers.jobs());
        while (stopping.getCount() > 0 && watchers.count() > 0) {
            EventTail.Moves moves = tail.read(position).await().atMost(DEADLINE);
            look.at(moves.jobs());
            position = moves.position();
        }
        hearing = false;
    }

    /** Waits a moment. Answers whether the service stops. */
    private boolean rest() {
        try {
            return stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            return true;
        }
    }
}
