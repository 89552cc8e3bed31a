package dev.carillon.common.limit;

import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.redis.RedisConfig;
import dev.carillon.common.redis.RedisMode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** A Redis client without a container, and policies by a few words. */
final class LimitFixture implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final Redis client;
    private final RedisCommands commands;

    LimitFixture(String url) {
        client = Redis.createClient(
                vertx,
                new RedisOptions().setConnectionString(url).setMaxPoolSize(8).setProtocolNegotiation(false));
        commands = RedisCommands.over(
                client, mapping(RedisConfig.class, Map.of()), new SimpleMeterRegistry(), RedisMode.STANDALONE);
    }

    RedisCommands commands() {
        return commands;
    }

    /** An instance with settings of its own, which has given a sign of life. */
    Limiter limiter(Map<String, String> settings) {
        Limiter limiter = new Limiter(commands, mapping(LimitConfig.class, settings), new SimpleMeterRegistry());
        limiter.attend(PATIENCE).await().atMost(PATIENCE);
        return limiter;
    }

    /** Settings, over the defaults that all services have. */
    static <T> T mapping(Class<T> type, Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultSources()
                .withSources(new PropertiesConfigSource(settings, "test", 1_000))
                .withMapping(type)
                .build()
                .getConfigMapping(type);
    }

    static Policy policy(Algorithm algorithm, long amount, Duration window) {
        return new Policy(
                "test", new Quota(amount, window), SubjectKind.ORGANIZATION, algorithm, Fallback.LOCAL, false);
    }

    /** Somebody who was never seen before. */
    static LimitSubject newSubject() {
        return new LimitSubject(UUID.randomUUID().toString(), "all");
    }

    @Override
    public void close() {
        client.close();
        vertx.close().await().atMost(PATIENCE);
    }
}
