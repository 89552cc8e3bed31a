package dev.carillon.common.log;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Logs defects and outages without being flooded by them: one that meets every job or every request would otherwise be written thousands
 * of times a second. The first is logged, a defect in full; those like it are counted, and the count is told now and then.
 */
@Singleton
public final class RepeatedFailures {

    /** Defects told apart at once. More of them mean that something in them varies; they are then counted together. */
    private static final int MOST = 200;

    private static final Fault OTHERS = new Fault("Something else failed", "", "");

    private final Vertx vertx;
    private final Duration interval;
    private final ConcurrentMap<Fault, Repeats> known = new ConcurrentHashMap<>();

    RepeatedFailures(Vertx vertx, LogConfig config) {
        this.vertx = vertx;
        this.interval = config.repeatInterval();
    }

    /** How often a failure came since it was told last, and how it looked then. */
    private static final class Repeats {
        private final Logger.Level level;
        private final AtomicLong count = new AtomicLong();
        private volatile String latest = "";

        Repeats(Logger.Level level) {
            this.level = level;
        }

        void add(Throwable failure) {
            latest = failure.toString();
            count.incrementAndGet();
        }
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(interval.toMillis(), _ -> tell());
    }

    void stop(@Observes ShutdownEvent event) {
        tell();
    }

    /**
     * Logs a defect of ours, or counts it.
     *
     * @param attempted what was tried, in the same words each time
     * @return the digits by which the log tells this defect from others
     */
    public String error(String attempted, Throwable failure) {
        Fault fault = Fault.of(attempted, failure);
        Repeats repeats = known.get(fault);
        if (repeats == null) {
            Fault kept = known.size() < MOST ? fault : OTHERS;
            repeats = known.putIfAbsent(kept, new Repeats(Logger.Level.ERROR));
            if (repeats == null) {
                Log.errorf(failure, "%s (fault %s)", attempted, fault.id());
                return fault.id();
            }
        }
        repeats.add(failure);
        Log.debugf(failure, "%s (fault %s)", attempted, fault.id());
        return fault.id();
    }

    /**
     * Warns of what is no defect of ours, such as an outage, or counts it. One thing is told once, however it looks: as an outage goes on
     * it is noticed in many ways.
     *
     * @param happens what follows from it, in the same words each time
     */
    public void warn(String happens, Throwable failure) {
        Repeats repeats = known.putIfAbsent(new Fault(happens, "", ""), new Repeats(Logger.Level.WARN));
        if (repeats == null) {
            Log.warnf("%s: %s", happens, failure);
        } else {
            repeats.add(failure);
        }
    }

    /** Tells what has repeated itself, and forgets what has not. */
    void tell() {
        known.forEach((fault, repeats) -> {
            long count = repeats.count.getAndSet(0);
            if (count == 0) {
                known.remove(fault);
            } else {
                Log.logf(
                        repeats.level,
                        "%s: %d times more within %s (fault %s), the last by %s",
                        fault.attempted(),
                        count,
                        interval,
                        fault.id(),
                        repeats.latest);
            }
        });
    }
}
