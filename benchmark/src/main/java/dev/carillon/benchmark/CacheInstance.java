package dev.carillon.benchmark;

import dev.carillon.common.cache.Cache;
import dev.carillon.common.cache.CacheCodec;
import dev.carillon.common.cache.CacheConfig;
import dev.carillon.common.cache.Caches;
import dev.carillon.common.cache.Lifetimes;
import dev.carillon.common.cache.Loader;
import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.redis.RedisConfig;
import dev.carillon.common.redis.RedisMode;
import dev.carillon.common.redis.RedisReads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.Optional;

/** An instance of a service, as far as caches go: with the clients and the settings of the real ones. */
final class CacheInstance implements AutoCloseable {

    /** As large as an API key's. */
    private static final byte[] VALUE = new byte[64];

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final RedisCommands redis;
    private final Caches caches;
    private final Cache<byte[]> cache;
    private final Cache<byte[]> forgetful;

    CacheInstance(int redisPort) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(CacheConfig.class)
                .withMapping(RedisConfig.class)
                .build();
        RedisConfig redisConfig = config.getConfigMapping(RedisConfig.class);
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        redis = RedisCommands.over(client(redisPort, 16), redisConfig, metrics, RedisMode.STANDALONE);
        caches = new Caches(
                redis,
                new RedisReads(client(redisPort, 2), redisConfig),
                config.getConfigMapping(CacheConfig.class),
                metrics,
                System::nanoTime);
        cache = caches.cache("bench", new Bytes()).lifetimes(Lifetimes.ONE_HOUR).open();
        forgetful = caches.cache("forgetful", new Bytes())
                .lifetimes(Lifetimes.ONE_HOUR)
                .firstLevelBytes(0)
                .open();
    }

    private Redis client(int port, int connections) {
        return Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString("redis://127.0.0.1:" + port)
                        .setProtocolNegotiation(false)
                        .setMaxPoolSize(connections)
                        .setMaxPoolWaiting(1_000));
    }

    private static final class Bytes implements CacheCodec<byte[]> {

        @Override
        public byte[] encode(byte[] value) {
            return value;
        }

        @Override
        public byte[] decode(byte[] bytes) {
            return bytes;
        }
    }

    /** Has both caches hold so many keys, and Redis the same values under keys of their own. */
    void fill(int keys) {
        for (int key = 0; key < keys; key++) {
            cache.get(key(key), loader()).await().atMost(PATIENCE);
            forgetful.get(key(key), loader()).await().atMost(PATIENCE);
            redis.send(Command.SET, bareKey(key), VALUE).await().atMost(PATIENCE);
        }
    }

    /** Waits until it hears of the others' invalidations. */
    void awaitConnected() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!caches.isConnected()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Invalidations are not heard");
            }
            Thread.onSpinWait();
        }
    }

    /** A cache as usual. */
    Cache<byte[]> cache() {
        return cache;
    }

    /** A cache whose memory holds nothing. */
    Cache<byte[]> forgetful() {
        return forgetful;
    }

    RedisCommands redis() {
        return redis;
    }

    Loader<byte[]> loader() {
        return _ -> Uni.createFrom().item(Optional.of(VALUE));
    }

    String key(int number) {
        return "k%07d".formatted(number);
    }

    String bareKey(int number) {
        return "bare:k%07d".formatted(number);
    }

    @Override
    public void close() {
        caches.close();
        vertx.close().await().atMost(PATIENCE);
    }
}
