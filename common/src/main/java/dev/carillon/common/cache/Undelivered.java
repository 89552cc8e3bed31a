package dev.carillon.common.cache;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Invalidations that Redis has not taken in yet: told again until it has. When they become too many, a new epoch says the same of
 * everything.
 */
final class Undelivered {

    private static final Logger LOG = Logger.getLogger(Undelivered.class);
    private static final int MOST = 10_000;
    private static final int AT_ONCE = 500;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final CacheRedis redis;
    private final Set<Invalidation> waiting = new LinkedHashSet<>();
    private boolean everything;
    private boolean delivering;
    private boolean stopped;

    Undelivered(CacheRedis redis) {
        this.redis = redis;
    }

    /** These are to be told as soon as Redis answers. */
    void add(Collection<? extends Invalidation> invalidations) {
        synchronized (this) {
            if (!everything) {
                waiting.addAll(invalidations);
                everything = waiting.size() > MOST;
            }
            if (everything) {
                waiting.clear();
            }
            if (delivering || stopped) {
                return;
            }
            delivering = true;
        }
        deliver();
    }

    /** How many there are. */
    synchronized int size() {
        return everything ? MOST : waiting.size();
    }

    synchronized void stop() {
        stopped = true;
    }

    private void deliver() {
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(PAUSE)
                .chain(this::tell)
                .subscribe()
                .with(_ -> next(), failure -> {
                    LOG.debugf("Invalidations are still not told: %s", failure.getMessage());
                    next();
                });
    }

    private void next() {
        synchronized (this) {
            delivering = !stopped && size() > 0;
            if (!delivering) {
                return;
            }
        }
        deliver();
    }

    /** Takes out what it tells, so that what is said again meanwhile is told again. */
    private Uni<Void> tell() {
        List<Invalidation> batch;
        boolean all;
        synchronized (this) {
            all = everything;
            everything = false;
            batch = waiting.stream().limit(AT_ONCE).toList();
            batch.forEach(waiting::remove);
        }
        Uni<Void> told = all
                ? redis.beginEpoch()
                : redis.run("invalidate", List.of(), arguments(batch, "")).replaceWithVoid();
        return told.onFailure().invoke(() -> putBack(batch, all));
    }

    private synchronized void putBack(List<Invalidation> batch, boolean all) {
        everything |= all;
        if (!everything) {
            waiting.addAll(batch);
        }
    }

    /** What the script takes. */
    static List<Object> arguments(Collection<? extends Invalidation> invalidations, String origin) {
        List<Object> arguments = new ArrayList<>(1 + 4 * invalidations.size());
        arguments.add(origin);
        for (Invalidation invalidation : invalidations) {
            arguments.add(invalidation.kind());
            arguments.add(invalidation.cacheName());
            arguments.add(invalidation.subject());
            arguments.add(invalidation.keptMillis());
        }
        return arguments;
    }
}
