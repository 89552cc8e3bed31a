package dev.carillon.common.database;

import io.vertx.core.Future;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices that PostgreSQL is silent: several requests have waited for a while, and none was answered meanwhile. Then requests are
 * refused at once instead of queueing behind those, but for one now and then that finds out when the silence is over.
 */
final class Listening {

    /** So many must wait: one alone may be a long report. */
    private static final int SEVERAL = 3;

    private static final int TRIES_IN_THE_TIME = 4;

    private final long patience;
    private final LongSupplier nanoTime;
    private final Set<Waiting> waiting = new LinkedHashSet<>();
    private long answeredAt;
    private long triedAt;

    /** A request under way; each is itself alone. */
    private static final class Waiting {

        private final long since;

        Waiting(long since) {
            this.since = since;
        }
    }

    /**
     * @param patience the silence after which requests are refused
     * @param nanoTime a clock that only goes forward, in nanoseconds
     */
    Listening(Duration patience, LongSupplier nanoTime) {
        this.patience = patience.toNanos();
        this.nanoTime = nanoTime;
        this.answeredAt = nanoTime.getAsLong();
        this.triedAt = answeredAt;
    }

    /** Makes a request, or fails at once. */
    <T> Future<T> hear(Supplier<Future<T>> request) {
        Waiting place;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (isSilent(now) && now - triedAt < patience / TRIES_IN_THE_TIME) {
                return Future.failedFuture(new NoStackTraceThrowable("PostgreSQL does not answer"));
            }
            triedAt = now;
            place = new Waiting(now);
            waiting.add(place);
        }
        return request.get().andThen(result -> ended(place, result.cause()));
    }

    private boolean isSilent(long now) {
        return now - answeredAt > patience
                && waiting.stream()
                                .limit(SEVERAL)
                                .filter(each -> now - each.since > patience)
                                .count()
                        == SEVERAL;
    }

    private synchronized void ended(Waiting place, @Nullable Throwable failure) {
        waiting.remove(place);
        if (failure == null || failure instanceof PgException) {
            answeredAt = nanoTime.getAsLong();
        }
    }
}
