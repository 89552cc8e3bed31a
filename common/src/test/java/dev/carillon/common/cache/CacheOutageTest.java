package dev.carillon.common.cache;

import static dev.carillon.common.cache.TestInstance.await;
import static dev.carillon.common.cache.TestInstance.get;
import static dev.carillon.common.cache.TestInstance.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.local.drill.Forwarder;
import dev.carillon.local.server.RedisServer;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redis is away, restarts, or loses its data; an instance is cut off from it. */
class CacheOutageTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Map<String, String> SETTINGS =
            Map.of("carillon.redis.longest-pause", "PT0.2S", "carillon.cache.isolated-lifetime", "PT30S");

    private static RedisServer server;

    private final String name = "test-" + UUID.randomUUID();
    private final Source source = new Source();
    private Forwarder plug;
    private TestInstance one;
    private TestInstance other;
    private Cache<String> here;
    private Cache<String> there;

    @BeforeAll
    static void start() {
        server = RedisServer.temporary();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The second reaches Redis through a plug. */
    @BeforeEach
    void instances() {
        plug = new Forwarder(server.port());
        one = new TestInstance(server.port(), SETTINGS);
        other = new TestInstance(plug.port(), SETTINGS);
        here = one.cache(name).lifetimes(Lifetimes.ONE_HOUR).open();
        there = other.cache(name).lifetimes(Lifetimes.ONE_HOUR).open();
        one.connected();
        other.connected();
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        plug.close();
    }

    private void bothHave(String value) {
        source.set("a", value);
        assertEquals(value, get(here, "a", source));
        assertEquals(value, get(there, "a", source));
    }

    private static void eventually(Cache<String> cache, String key, Source source, String value) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .atMost(SOON)
                .until(() -> get(cache, key, source).equals(value));
    }

    @Test
    void anInvalidationWhileTheConnectionIsCutIsHeardAfterwards() {
        bothHave("1");
        source.set("b", "kept");
        get(there, "b", source);
        double forgotten = other.metrics.get("carillon.cache.missed").counter().count();
        plug.cut();
        Awaitility.await().atMost(SOON).until(() -> !other.caches.isConnected());

        source.set("a", "2");
        assertEquals(Reach.EVERYWHERE, await(here.invalidate("a")));
        assertEquals("1", get(there, "a", source), "it cannot know");
        int loads = source.loads();

        plug.mend();
        eventually(there, "a", source, "2");
        assertEquals("kept", get(there, "b", source));
        assertEquals(loads + 1, source.loads());
        assertEquals(
                forgotten,
                other.metrics.get("carillon.cache.missed").counter().count(),
                "it went on where it was and forgot nothing else");
    }

    @Test
    void whoMissesMoreThanIsKeptForgetsEverything() {
        bothHave("1");
        plug.cut();
        Awaitility.await().atMost(SOON).until(() -> !other.caches.isConnected());
        source.set("a", "2");
        await(here.invalidate("a"));
        await(here.invalidate("b"));
        await(one.redis.send(Command.XTRIM, CacheScript.INVALIDATIONS, "MAXLEN", 1));

        plug.mend();
        eventually(there, "a", source, "2");
    }

    @Test
    void anInvalidationOfOneWhoIsCutOffReachesTheOthersAfterwards() {
        bothHave("1");
        plug.cut();
        source.set("a", "2");

        assertEquals(Reach.HERE_FOR_NOW, await(there.invalidate("a")));
        assertEquals("2", get(there, "a", source), "here it holds at once");
        plug.mend();

        eventually(here, "a", source, "2");
        assertEquals(
                0, (int) other.metrics.get("carillon.cache.undelivered").gauge().value());
    }

    @Test
    void anInvalidationWhileRedisRestartsIsHeardAfterwards() {
        bothHave("1");
        server.kill();
        source.set("a", "2");
        assertEquals(Reach.HERE_FOR_NOW, await(here.invalidate("a")));
        assertEquals("2", get(here, "a", source));

        server.start();

        eventually(there, "a", source, "2");
        eventually(here, "a", source, "2");
    }

    @Test
    void aRedisThatCameBackWithOldDataIsNotBelieved() {
        bothHave("1");
        // What a failover to a replica that lags does, or a disk that was not synced: the entry is there and its end is
        // not.
        Map<String, String> entry =
                Map.of("epoch", field("epoch"), "stamp", field("stamp"), "fresh_until", field("fresh_until"));
        source.set("a", "2");
        await(here.invalidate("a"));
        String value = CacheScript.VALUE + name + ":a";
        entry.forEach((field, content) -> await(one.redis.send(Command.HSET, value, field, content)));
        await(one.redis.send(Command.HSET, value, "payload", "\u00011"));
        assertEquals("1", held(here, "a"), "the entry is as it was before");

        server.stop();
        server.start();

        eventually(here, "a", source, "2");
        eventually(there, "a", source, "2");
    }

    private String field(String name) {
        return String.valueOf(await(one.redis.send(Command.HGET, CacheScript.VALUE + this.name + ":a", name)));
    }

    @Test
    void anInvalidationAfterRedisHasLostEverythingIsHeard() {
        bothHave("1");
        server.flush();
        source.set("a", "2");

        assertEquals(Reach.EVERYWHERE, await(here.invalidate("a")));

        assertEquals("2", get(here, "a", source));
        eventually(there, "a", source, "2");
        assertTrue(other.caches.isConnected());
    }

    @Test
    void aRedisThatComesBackEmptyIsNoticed() {
        bothHave("1");
        server.flush();
        server.kill();
        source.set("a", "2");
        assertEquals(Reach.HERE_FOR_NOW, await(here.invalidate("a")));

        server.start();

        eventually(there, "a", source, "2");
        assertEquals("2", get(here, "a", source));
    }

    @Test
    void theStreamAloneIsLost() {
        bothHave("1");
        plug.cut();
        Awaitility.await().atMost(SOON).until(() -> !other.caches.isConnected());
        source.set("a", "2");
        await(here.invalidate("a"));
        await(one.redis.send(Command.DEL, CacheScript.INVALIDATIONS));

        plug.mend();

        eventually(there, "a", source, "2");
    }

    @Test
    void withoutRedisMemoryServesAlone() {
        bothHave("1");
        server.kill();

        assertEquals("1", get(here, "a", source));
        source.set("b", "2");
        assertEquals("2", get(here, "b", source));
        int loads = source.loads();
        assertEquals("2", get(here, "b", source));
        assertEquals(loads, source.loads());
        assertEquals(Reach.HERE_FOR_NOW, await(here.put("c", "3")));
        assertEquals("3", held(here, "c"));
        assertEquals("nothing", held(here, "d"));
        assertEquals(Reach.HERE_FOR_NOW, await(one.caches.invalidateTag("t")));
        assertTrue(one.count("carillon.cache.without.redis", name) > 0);

        server.start();
        Awaitility.await()
                .atMost(SOON)
                .until(() ->
                        one.metrics.get("carillon.cache.undelivered").gauge().value() == 0);
        Awaitility.await().atMost(SOON).until(() -> one.caches.isConnected() && other.caches.isConnected());
        await(here.put("d", "4"));
        assertEquals("4", held(there, "d"));
    }

    @Test
    void aRedisThatHangsIsWaitedForOnce() {
        IntStream.range(0, 20).forEach(key -> source.set("k" + key, "v" + key));
        server.process().pause();
        try {
            long startedAt = System.nanoTime();
            for (int key = 0; key < 20; key++) {
                assertEquals("v" + key, get(here, "k" + key, source));
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - startedAt);
            // Each by itself would wait for the deadline of caches, a fifth of a second.
            assertTrue(taken.compareTo(Duration.ofMillis(800)) < 0, "twenty looks took " + taken);
            Awaitility.await().atMost(SOON).until(() -> !one.caches.isConnected());
        } finally {
            server.process().resume();
        }
        Awaitility.await().atMost(SOON).until(one.caches::isConnected);
    }

    @Test
    void whoIsCutOffTrustsItsMemoryForAWhileOnly() {
        TestInstance careful = new TestInstance(
                plug.port(),
                Map.of("carillon.redis.longest-pause", "PT0.2S", "carillon.cache.isolated-lifetime", "PT0.3S"));
        try (careful) {
            Cache<String> cache =
                    careful.cache(name).lifetimes(Lifetimes.ONE_HOUR).open();
            careful.connected();
            bothHave("1");
            get(cache, "a", source);
            plug.cut();
            source.set("a", "2");
            await(here.invalidate("a"));

            eventually(cache, "a", source, "2");
            assertFalse(careful.caches.isConnected());
        }
    }

    @Test
    void tooManyToTellAreToldAsOne() {
        bothHave("1");
        source.set("b", "x");
        get(here, "b", source);
        plug.cut();
        Awaitility.await().atMost(SOON).until(() -> !other.caches.isConnected());
        source.set("a", "2");
        other.caches.later(List.of(new Invalidation.OfKey(name, "a")));
        for (int batch = 0; batch < 11; batch++) {
            int first = batch * 1_000;
            other.caches.later(IntStream.range(first, first + 1_000)
                    .mapToObj(key -> new Invalidation.OfKey(name, "k" + key))
                    .toList());
        }

        plug.mend();

        eventually(here, "a", source, "2");
    }
}
