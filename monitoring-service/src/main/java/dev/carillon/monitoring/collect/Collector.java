package dev.carillon.monitoring.collect;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Follows the telemetry stream and hands each report to the live picture and to the minute history.
 *
 * <p>It begins where the history ends, so that the minutes of a time without any collector are caught up on, as far as the stream
 * goes back. A thread of its own reads, waits and begins again after every failure: nothing but the end of the process ends it.
 */
@Singleton
class Collector {

    private static final Logger LOG = Logger.getLogger(Collector.class);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration CLOCK_CHECK = Duration.ofMinutes(1);
    // What Redis' clock and our idea of it may differ by.
    private static final Duration CLOCK_MARGIN = Duration.ofSeconds(1);

    private final TelemetryTail tail;
    private final LivePicture picture;
    private final UnstoredMinutes minutes;
    private final MinuteStore store;
    private final Duration lookBack;
    private final Repetitions repetitions = new Repetitions();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("carillon-collector").daemon().unstarted(this::run);

    private String position = "0-0";
    private Duration redisAhead = Duration.ZERO;
    private Instant clockCheckedAt = Instant.EPOCH;

    Collector(
            TelemetryTail tail, LivePicture picture, UnstoredMinutes minutes, MinuteStore store, CollectConfig config) {
        this.tail = tail;
        this.picture = picture;
        this.minutes = minutes;
        this.store = store;
        this.lookBack = config.forgetAfter();
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        stopping.countDown();
        thread.interrupt();
        thread.join(ANSWER);
    }

    private void run() {
        findStart();
        Duration pause = SHORTEST_PAUSE;
        while (!isStopping()) {
            try {
                checkClock();
                picture.readingResumed(redisNow());
                while (!isStopping()) {
                    readOnce();
                    pause = SHORTEST_PAUSE;
                }
            } catch (RuntimeException failure) {
                if (!isStopping()) {
                    LOG.logf(
                            pause.equals(SHORTEST_PAUSE) ? Logger.Level.WARN : Logger.Level.DEBUG,
                            "Telemetry cannot be read: %s",
                            failure.getMessage());
                    // It may be another server that answers next.
                    clockCheckedAt = Instant.EPOCH;
                    rest(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                }
            }
        }
    }

    private void findStart() {
        Instant history =
                latestStored().map(minute -> minute.plus(1, ChronoUnit.MINUTES)).orElse(Instant.EPOCH);
        minutes.beginWith(history);
        Instant live = Instant.now().minus(lookBack);
        // A minute more, to know which reports of the first are repetitions.
        Instant from = (history.isBefore(live) ? history : live).minus(1, ChronoUnit.MINUTES);
        position = history.equals(Instant.EPOCH) ? "0-0" : TelemetryTail.before(from);
    }

    private Optional<Instant> latestStored() {
        try {
            return store.latest().await().atMost(ANSWER);
        } catch (RuntimeException unknown) {
            // Then everything in the stream is folded once more, which makes the same minutes.
            LOG.warnf("The history cannot be read, so all reports are: %s", unknown.getMessage());
            return Optional.empty();
        }
    }

    private void readOnce() {
        TelemetryTail.Batch batch = tail.read(position).await().atMost(ANSWER);
        for (TelemetryEntry entry : batch.entries()) {
            take(entry);
        }
        position = batch.position();
        if (!batch.more()) {
            checkClock();
            Instant until = redisNow();
            picture.readUntil(until, Instant.now());
            minutes.readUntil(until.minus(CLOCK_MARGIN));
            repetitions.forgetBefore(until.minus(lookBack));
        } else if (!batch.entries().isEmpty()) {
            minutes.readUntil(batch.entries().getLast().at());
        }
    }

    private void take(TelemetryEntry entry) {
        if (repetitions.isNew(entry.report(), entry.at())) {
            Figures figures = Figures.of(entry.report());
            picture.add(entry.at(), entry.report(), figures);
            minutes.add(entry.at(), entry.report(), figures);
        }
    }

    private void checkClock() {
        Instant now = Instant.now();
        if (Duration.between(clockCheckedAt, now).compareTo(CLOCK_CHECK) >= 0) {
            redisAhead = Duration.between(now, tail.time().await().atMost(ANSWER));
            clockCheckedAt = now;
        }
    }

    private Instant redisNow() {
        return Instant.now().plus(redisAhead);
    }

    private void rest(Duration pause) {
        long jitter = ThreadLocalRandom.current().nextLong(pause.toMillis());
        try {
            boolean stopped = stopping.await(pause.toMillis() + jitter, TimeUnit.MILLISECONDS);
            LOG.tracef("Reading goes on: %s", !stopped);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }
}
