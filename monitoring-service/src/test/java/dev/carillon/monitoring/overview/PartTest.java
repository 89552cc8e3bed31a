package dev.carillon.monitoring.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.carillon.common.cache.CacheConfig;
import dev.carillon.common.cache.Caches;
import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.redis.RedisConfig;
import dev.carillon.common.redis.RedisMode;
import dev.carillon.common.redis.RedisReads;
import dev.carillon.local.process.FreePort;
import dev.carillon.monitoring.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A part by a clock of the test's own, without Redis: what instances share is the cache's own business. */
class PartTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private Instant now = NOON;
    private final InstantSource clock = () -> now;
    private Uni<String> source = Uni.createFrom().item("first");
    private Caches caches;
    private Part<String> part;

    @BeforeEach
    void part() {
        RedisConfig config = Settings.defaults(RedisConfig.class);
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        Redis nobody = Redis.createClient(vertx, "redis://127.0.0.1:" + FreePort.find());
        caches = new Caches(
                RedisCommands.over(nobody, config, metrics, RedisMode.STANDALONE),
                new RedisReads(nobody, config),
                Settings.of(CacheConfig.class, Map.of("carillon.cache.jitter", "0")),
                metrics,
                () -> Duration.between(NOON, now).toNanos());
        part = new Part<>(
                caches,
                new ObjectMapper().registerModule(new JavaTimeModule()),
                String.class,
                "test",
                new Part.Source<>(() -> source, Duration.ofMillis(200), Duration.ofSeconds(3)),
                clock);
    }

    @AfterEach
    void stop() {
        caches.close();
        vertx.closeAndAwait();
    }

    @Test
    void keepsAnAnswerForAWhile() {
        assertEquals(new Reading<>("first", NOON, false), read());
        source = Uni.createFrom().item("second");
        now = NOON.plusSeconds(2);
        assertEquals(new Reading<>("first", NOON, false), read());
        now = NOON.plusSeconds(4);
        assertEquals(new Reading<>("second", now, false), read());
    }

    @Test
    void answersWhatItKnewWhenItsSourceFails() {
        read();
        now = NOON.plusSeconds(60);
        source = Uni.createFrom().failure(new IllegalStateException("away"));
        assertEquals(new Reading<>("first", NOON, true), read());
    }

    @Test
    void answersInTimeWhenItsSourceDoesNot() {
        source = Uni.createFrom().nothing();
        assertEquals(new Reading<>(null, null, true), read());
    }

    private Reading<String> read() {
        return part.read().await().atMost(Duration.ofSeconds(10));
    }
}
