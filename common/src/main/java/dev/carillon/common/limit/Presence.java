package dev.carillon.common.limit;

import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.redis.RedisScript;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * The instances that share limits, in Redis. Each tells now and then that it is alive and learns how many are: while Redis is away, that
 * is the number by which quotas are divided. A sign of life writes, so it also tells whether Redis would take what a decision writes.
 */
final class Presence {

    private static final String INSTANCES = "carillon:{limits}:instances";

    private static final RedisScript ATTEND = RedisScript.of("""
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            return redis.call('ZCARD', KEYS[1])
            """);

    private final RedisCommands redis;
    private final UUID instance = UUID.randomUUID();
    private final Duration validity;

    private volatile int instances = 1;

    /**
     * @param validity how long a sign of life counts
     */
    Presence(RedisCommands redis, Duration validity) {
        this.redis = redis;
        this.validity = validity;
    }

    /** Gives a sign of life. Fails when Redis does not take it. */
    Uni<Void> attend() {
        return ATTEND.run(redis, List.of(INSTANCES), List.of(instance, validity.toMillis()))
                .invoke(alive -> instances = alive == null ? 1 : Math.max(1, alive.toInteger()))
                .replaceWithVoid();
    }

    /** Does not count any more. Fails when Redis does not take it. */
    Uni<Void> leave() {
        return redis.send(Command.ZREM, INSTANCES, instance).replaceWithVoid();
    }

    /** How many there were when Redis last told. */
    int instances() {
        return instances;
    }
}
