package dev.carillon.monitoring.collect;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Brings minutes that are over to PostgreSQL, and deletes those that have been kept long enough. While PostgreSQL is away they
 * wait. On a thread of its own, so that the reader never waits for the database.
 */
@Singleton
class MinuteArchive {

    private static final Logger LOG = Logger.getLogger(MinuteArchive.class);
    private static final Duration STORE_EVERY = Duration.ofSeconds(2);
    private static final Duration PRUNE_EVERY = Duration.ofMinutes(1);
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int ROWS_AT_ONCE = 200;
    // Short locks and little to undo; what is left over is deleted a minute later.
    private static final int ROWS_PRUNED_AT_ONCE = 1_000;

    private final UnstoredMinutes minutes;
    private final MinuteStore store;
    private final Duration retention;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("carillon-history").daemon().factory());
    private boolean failing;

    MinuteArchive(UnstoredMinutes minutes, MinuteStore store, CollectConfig config) {
        this.minutes = minutes;
        this.store = store;
        this.retention = config.retention();
    }

    void start(@Observes StartupEvent started) {
        every(STORE_EVERY, this::store);
        every(PRUNE_EVERY, this::prune);
    }

    void stop(@Observes ShutdownEvent stopping) {
        thread.shutdownNow();
    }

    private void every(Duration period, Runnable work) {
        Future<?> scheduled = thread.scheduleWithFixedDelay(
                () -> tryTo(work), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        LOG.debugf("Every %s: %s", period, scheduled);
    }

    private void store() {
        for (List<InstanceMinute> batch = next(); !batch.isEmpty(); batch = next()) {
            store.save(batch).await().atMost(DEADLINE);
            minutes.stored(batch);
        }
    }

    private List<InstanceMinute> next() {
        return minutes.toStore(ROWS_AT_ONCE);
    }

    private void prune() {
        store.prune(Instant.now().minus(retention), ROWS_PRUNED_AT_ONCE).await().atMost(DEADLINE);
    }

    private void tryTo(Runnable work) {
        try {
            work.run();
            failing = false;
        } catch (RuntimeException failure) {
            // Whatever it was, the next round tries again: an exception would end the schedule.
            LOG.logf(
                    failing ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "Minutes wait to be stored: %s",
                    failure.getMessage());
            failing = true;
        }
    }
}
