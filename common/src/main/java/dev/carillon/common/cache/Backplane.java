package dev.carillon.common.cache;

import dev.carillon.common.redis.RedisReads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hears of what other instances invalidate. Its place in the stream is kept while the connection is cut, so that it goes on where
 * it was; when an entry is missing there, everything in memory is forgotten.
 */
final class Backplane {

    private static final Logger LOG = Logger.getLogger(Backplane.class);
    private static final int MOST = 500;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final long NOWHERE = -1;

    /** Who is told. */
    interface Listener {

        /** Something is not to be served any more. */
        void invalidated(Invalidation invalidation, String origin);

        /** Nobody knows what is not to be served any more. */
        void missed();
    }

    private final CacheRedis redis;
    private final RedisReads reads;
    private final CacheConfig config;
    private final Listener listener;

    private volatile boolean connected;
    private volatile @Nullable Cancellable reading;
    private volatile long position = NOWHERE;
    private volatile long target;
    private volatile boolean certain;

    Backplane(CacheRedis redis, RedisReads reads, CacheConfig config, Listener listener) {
        this.redis = redis;
        this.reads = reads;
        this.config = config;
        this.listener = listener;
    }

    /** Whether this instance hears of invalidations when they happen. */
    boolean isConnected() {
        return connected;
    }

    /** The count of the last invalidation that was heard. */
    long position() {
        return position;
    }

    void start() {
        reading = Multi.createBy()
                .repeating()
                .uni(this::step)
                .indefinitely()
                .subscribe()
                .with(_ -> {}, failure -> LOG.error("Invalidations are not read any more", failure));
    }

    void stop() {
        Cancellable running = reading;
        if (running != null) {
            running.cancel();
        }
        connected = false;
    }

    private Uni<Void> step() {
        Uni<Void> ready = certain ? Uni.createFrom().voidItem() : locate();
        return ready.chain(this::read).onFailure().recoverWithUni(this::lost);
    }

    private Uni<Void> lost(Throwable failure) {
        if (connected) {
            LOG.debugf("Invalidations of other instances are not heard: %s", failure.getMessage());
        }
        connected = false;
        certain = false;
        return Uni.createFrom().voidItem().onItem().delayIt().by(PAUSE);
    }

    /** Looks how far the stream has come: it may have come this far without having been heard, or may not be the same. */
    private Uni<Void> locate() {
        return redis.run("position", List.of(), List.of())
                .invoke(answer -> {
                    target = answer.get(1).toLong();
                    certain = true;
                    if (position == NOWHERE || target < position) {
                        skipTo(target);
                    }
                    connected = position >= target;
                })
                .replaceWithVoid();
    }

    private void skipTo(long count) {
        listener.missed();
        position = count;
    }

    private Uni<Void> read() {
        Duration wait = config.readWait();
        return reads.send(
                        wait,
                        Command.XREAD,
                        "COUNT",
                        MOST,
                        "BLOCK",
                        Math.max(1, wait.toMillis()),
                        "STREAMS",
                        CacheScript.INVALIDATIONS,
                        position + "-0")
                .invoke(this::apply)
                .replaceWithVoid();
    }

    private void apply(@Nullable Response answer) {
        if (answer == null || answer.size() == 0) {
            if (position < target) {
                // It was there and is not any more: the stream has lost its end.
                skipTo(target);
            }
            certain = false;
            return;
        }
        // A list of pairs in RESP2, a map in RESP3.
        Response entries = answer.isMap()
                ? answer.get(CacheScript.INVALIDATIONS)
                : answer.get(0).get(1);
        for (Response entry : entries) {
            String id = entry.get(0).toString();
            apply(Long.parseLong(id.substring(0, id.indexOf('-'))), fields(entry.get(1)));
        }
        connected = position >= target;
    }

    private void apply(long count, Map<String, String> fields) {
        String kind = fields.getOrDefault("kind", "");
        String subject = fields.getOrDefault("subject", "");
        if (kind.equals("epoch")) {
            redis.heard(subject, count);
        } else if (count == position + 1) {
            Invalidation.parse(kind, fields.getOrDefault("cache", ""), subject)
                    .ifPresentOrElse(
                            invalidation -> listener.invalidated(invalidation, fields.getOrDefault("origin", "")),
                            listener::missed);
        } else {
            LOG.debugf("Invalidations between %d and %d were missed", position, count);
            listener.missed();
        }
        position = count;
    }

    private static Map<String, String> fields(Response list) {
        Map<String, String> fields = new HashMap<>();
        for (int name = 0; name + 1 < list.size(); name += 2) {
            fields.put(list.get(name).toString(), list.get(name + 1).toString());
        }
        return fields;
    }
}
