package dev.carillon.common.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Spares a Redis that does not answer: after failures in a row there are pauses, each twice as long as the last and shortened by
 * chance, in which commands fail at once. Many commands that fail together count as one failure.
 */
final class Reconnection {

    private static final Logger LOG = Logger.getLogger(Reconnection.class);
    private static final double LARGEST_CUT = 0.5;

    private final String client;
    private final Duration firstPause;
    private final Duration longestPause;
    private final LongSupplier nanoTime;
    private final DoubleSupplier random;

    private int failures;
    private long failingSince;
    private long pausedUntil;

    /**
     * @param client which of the clients, for the log
     * @param nanoTime a clock that only goes forward, in nanoseconds
     * @param random 0 to 1, exclusive
     */
    Reconnection(String client, RedisConfig config, LongSupplier nanoTime, DoubleSupplier random) {
        this.client = client;
        this.firstPause = config.firstPause();
        this.longestPause = config.longestPause();
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /** Runs a command, or fails at once with {@link RedisAwayException} during a pause. */
    <T> Uni<T> guard(Supplier<Uni<T>> command) {
        return Uni.createFrom().deferred(() -> {
            int seen;
            synchronized (this) {
                long left = pausedUntil - nanoTime.getAsLong();
                if (failures > 1 && left > 0) {
                    return Uni.createFrom()
                            .failure(new RedisAwayException(
                                    Duration.ofNanos(left).toMillis() + 1));
                }
                seen = failures;
            }
            return command.get().onItemOrFailure().invoke((_, failure) -> ended(seen, failure));
        });
    }

    /** Whether the last commands were answered. */
    synchronized boolean isAnswering() {
        return failures < 2;
    }

    private synchronized void ended(int seen, @Nullable Throwable failure) {
        if (failure == null || isAnswer(failure)) {
            if (failures > 1) {
                LOG.infof(
                        "Redis answers again (%s), after %s",
                        client, Duration.ofNanos(nanoTime.getAsLong() - failingSince));
            }
            failures = 0;
        } else if (seen == failures) {
            failures++;
            pause(failure);
        }
    }

    private void pause(Throwable failure) {
        if (failures == 1) {
            failingSince = nanoTime.getAsLong();
            return;
        }
        if (failures == 2) {
            LOG.warnf(
                    "Redis does not answer (%s), it is tried again after pauses of up to %s: %s",
                    client, longestPause, failure.getMessage());
        }
        double longest = longestPause.toNanos();
        double pause = Math.min(longest, firstPause.toNanos() * Math.pow(2, failures - 2));
        pausedUntil = nanoTime.getAsLong() + (long) (pause * (1 - LARGEST_CUT * random.getAsDouble()));
    }

    /** An error from Redis is an answer; too many commands at once says nothing about Redis. */
    private static boolean isAnswer(Throwable failure) {
        return failure instanceof ErrorType || failure instanceof ConnectionPoolTooBusyException;
    }
}
