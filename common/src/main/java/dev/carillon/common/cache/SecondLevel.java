package dev.carillon.common.cache;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cache's entries in Redis. Every step is one round trip, and takes a connection for no longer. */
final class SecondLevel {

    private final CacheRedis redis;
    private final String cache;
    private final String lease;

    SecondLevel(CacheRedis redis, String cache, Duration lease) {
        this.redis = redis;
        this.cache = cache;
        this.lease = Long.toString(Math.max(1, lease.toMillis()));
    }

    /**
     * What was found.
     *
     * @param payload null when there is no entry
     * @param freshFor milliseconds, negative since it is not any more
     * @param leased whether the caller is the one to load it
     */
    record Look(byte @Nullable [] payload, long freshFor, boolean leased) {}

    /**
     * Looks for the entry, and asks to be the one who loads it: when there is none, or when it is not fresh for longer than
     * {@code ahead}.
     *
     * @param disregard whether what is there is of no use
     */
    Uni<Look> look(String key, String token, Duration ahead, boolean disregard) {
        return redis.run("look", keys(key), List.of(cache, key, token, lease, ahead.toMillis(), disregard ? "1" : "0"))
                .map(SecondLevel::look);
    }

    private static Look look(Response answer) {
        boolean leased = answer.get(1).toInteger() == 1;
        return "found".equals(answer.get(0).toString())
                ? new Look(answer.get(3).toBytes(), answer.get(2).toLong(), leased)
                : new Look(null, 0, leased);
    }

    /** Stores what was loaded under a lease. Answers false when it may be older than an invalidation, and was not stored. */
    Uni<Boolean> fill(String key, String token, byte[] payload, Times times, Collection<String> tags) {
        return store("fill", key, token, payload, times, tags);
    }

    /** Stores a value that nobody has loaded. Everybody else forgets what they have of it. */
    Uni<Boolean> put(String key, byte[] payload, Times times, Collection<String> tags) {
        return store("put", key, redis.instance(), payload, times, tags);
    }

    /**
     * How long an entry is of use, from the beginning of its lease, or from now on without one.
     *
     * @param fresh milliseconds
     * @param kept milliseconds
     */
    record Times(long fresh, long kept) {}

    private Uni<Boolean> store(
            String operation, String key, String token, byte[] payload, Times times, Collection<String> tags) {
        List<Object> arguments = new ArrayList<>(6 + tags.size());
        arguments.addAll(List.of(cache, key, token, payload, times.fresh(), times.kept()));
        arguments.addAll(tags);
        return redis.run(operation, keys(key), arguments)
                .map(answer -> "stored".equals(answer.get(0).toString()));
    }

    /** Goes on being the one who loads it. */
    Uni<Void> renew(String key, String token) {
        return redis.run("renew", keys(key), List.of(cache, key, token, lease)).replaceWithVoid();
    }

    /** Leaves loading it to whoever asks next. */
    Uni<Void> release(String key, String token) {
        return redis.run("release", keys(key), List.of(cache, key, token)).replaceWithVoid();
    }

    private List<String> keys(String key) {
        String name = cache + ":" + key;
        return List.of(CacheScript.VALUE + name, CacheScript.LEASE + name);
    }
}
