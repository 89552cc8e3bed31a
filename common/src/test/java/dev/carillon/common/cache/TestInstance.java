package dev.carillon.common.cache;

import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.redis.RedisConfig;
import dev.carillon.common.redis.RedisMode;
import dev.carillon.common.redis.RedisReads;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;

/** An instance of a service, as far as caches go: clients, memory and a backplane of its own. */
final class TestInstance implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final RedisCommands redis;
    final Caches caches;
    private final Vertx vertx = Vertx.vertx();

    TestInstance(int redisPort) {
        this(redisPort, Map.of());
    }

    /** @param settings what differs from the defaults */
    TestInstance(int redisPort, Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(CacheConfig.class)
                .withMapping(RedisConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build();
        RedisConfig redisConfig = config.getConfigMapping(RedisConfig.class);
        redis = RedisCommands.over(client(redisPort, 4), redisConfig, metrics, RedisMode.STANDALONE);
        caches = new Caches(
                redis,
                new RedisReads(client(redisPort, 2), redisConfig),
                config.getConfigMapping(CacheConfig.class),
                metrics,
                System::nanoTime);
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

    CacheBuilder<String> cache(String name) {
        return caches.cache(name, new TextCodec());
    }

    /** Waits until it hears of the others. */
    TestInstance connected() {
        Awaitility.await("connected").atMost(PATIENCE).until(caches::isConnected);
        return this;
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    /** The value, loaded if need be. */
    static String get(Cache<String> cache, String key, Source source) {
        return await(cache.get(key, source)).orElse("nothing");
    }

    /** How the look ended, as a word. */
    static String outcome(Cache<String> cache, String key, Source source) {
        try {
            return get(cache, key, source);
        } catch (CompletionException | IllegalStateException _) {
            return "failed";
        }
    }

    static String held(Cache<String> cache, String key) {
        return await(cache.get(key)).orElse("nothing");
    }

    double gets(String cache, String result) {
        return count("carillon.cache.gets", cache, "result", result);
    }

    double count(String name, String cache, String... tags) {
        return Optional.ofNullable(
                        metrics.find(name).tag("cache", cache).tags(tags).functionCounter())
                .map(FunctionCounter::count)
                .orElse(0.0);
    }

    long loads(String cache, String outcome) {
        return Optional.ofNullable(metrics.find("carillon.cache.load")
                        .tag("cache", cache)
                        .tag("outcome", outcome)
                        .timer())
                .map(Timer::count)
                .orElse(0L);
    }

    @Override
    public void close() {
        caches.close();
        await(vertx.close());
    }
}
