package dev.carillon.monitoring.collect;

import dev.carillon.common.telemetry.TelemetryReport;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jboss.logging.Logger;

/** The minutes that are not in PostgreSQL yet: those that may still grow, and those that wait to be stored. */
@Singleton
public class UnstoredMinutes {

    private static final Logger LOG = Logger.getLogger(UnstoredMinutes.class);

    private final int most;
    private MinuteFold fold = new MinuteFold(Instant.EPOCH);
    // Oldest first, and never changed again.
    private final Deque<InstanceMinute> closed = new ArrayDeque<>();

    UnstoredMinutes(CollectConfig config) {
        this.most = config.pendingMinutes();
    }

    /** Begins with the minute that starts at {@code first}: the first one that is read whole. */
    synchronized void beginWith(Instant first) {
        fold = new MinuteFold(first);
    }

    synchronized void add(Instant at, TelemetryReport report, Figures figures) {
        fold.add(at, report, figures);
    }

    /** Everything that Redis took in until then has been added. */
    synchronized void readUntil(Instant moment) {
        closed.addAll(fold.close(moment));
        while (closed.size() > most) {
            Instant lost = closed.getFirst().minute();
            closed.removeIf(waiting -> waiting.minute().equals(lost));
            LOG.warnf("PostgreSQL has been away for so long that the history of %s is given up", lost);
        }
    }

    /** What waits to be stored, oldest first; whole minutes, about {@code about} rows of them. */
    synchronized List<InstanceMinute> toStore(int about) {
        List<InstanceMinute> batch = new ArrayList<>();
        for (InstanceMinute next : closed) {
            if (batch.size() >= about && !next.minute().equals(batch.getLast().minute())) {
                break;
            }
            batch.add(next);
        }
        return batch;
    }

    /** These are in PostgreSQL now. */
    synchronized void stored(List<InstanceMinute> batch) {
        for (InstanceMinute stored : batch) {
            // Unless it was given up meanwhile.
            if (stored.equals(closed.peekFirst())) {
                closed.removeFirst();
            }
        }
    }

    /** All of them, oldest first; those that may still grow as they are now. */
    public synchronized List<InstanceMinute> all() {
        List<InstanceMinute> all = new ArrayList<>(closed);
        all.addAll(fold.openMinutes());
        return all;
    }
}
