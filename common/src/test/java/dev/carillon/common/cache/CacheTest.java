package dev.carillon.common.cache;

import static dev.carillon.common.cache.TestInstance.await;
import static dev.carillon.common.cache.TestInstance.get;
import static dev.carillon.common.cache.TestInstance.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What two instances serve, with a Redis that answers. */
class CacheTest extends TwoInstances {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void aValueIsLoadedOnceAndServedByBothLevels() {
        Cache<String> here = here();
        Cache<String> there = there();
        source.set("a", "1");

        assertEquals("1", get(here, "a", source));
        assertEquals("1", get(here, "a", source));
        assertEquals("1", get(there, "a", source));
        assertEquals("1", get(there, "a", source));

        assertEquals(1, source.loads());
        assertEquals(1, one.gets(name, "miss"));
        assertEquals(1, one.gets(name, "first_level"));
        assertEquals(0, other.gets(name, "miss"));
        assertEquals(1, other.gets(name, "second_level"));
        assertEquals(1, other.gets(name, "first_level"));
        assertEquals(1, one.loads(name, "success"));
    }

    @Test
    void whatIsPutIsHadEverywhere() {
        Cache<String> here = here();
        Cache<String> there = there();
        assertEquals("nothing", held(there, "a"));

        assertEquals(Reach.EVERYWHERE, await(here.put("a", "1")));
        assertEquals("1", held(here, "a"));
        assertEquals("1", held(there, "a"));
        assertEquals(1, one.gets(name, "first_level"), "from memory");

        await(there.put("a", "2"));
        assertEquals("2", held(there, "a"));
        Awaitility.await().atMost(SOON).until(() -> held(here, "a").equals("2"));
    }

    @Test
    void aKeyWithoutAValueIsAskedForEachTimeUnlessTheCacheSaysOtherwise() {
        Cache<String> here = here();
        assertEquals("nothing", get(here, "a", source));
        assertEquals("nothing", get(here, "a", source));
        assertEquals(2, source.loads());
        source.set("a", "1");
        assertEquals("1", get(here, "a", source), "at once");

        Cache<String> forgetful =
                one.cache(name + "-b").rememberAbsent(Duration.ofMinutes(1)).open();
        assertEquals("nothing", get(forgetful, "b", source));
        int loads = source.loads();
        assertEquals("nothing", get(forgetful, "b", source));
        Cache<String> there =
                other.cache(name + "-b").rememberAbsent(Duration.ofMinutes(1)).open();
        assertEquals("nothing", get(there, "b", source));
        assertEquals(loads, source.loads());
        source.set("b", "2");
        await(forgetful.invalidate("b"));
        assertEquals("2", get(forgetful, "b", source));
    }

    @Test
    void aValueThatIsTooLargeIsServedAndNotKept() {
        Cache<String> here = options(one).maximumValueBytes(100).open();
        source.set("a", "x".repeat(100));

        assertEquals(100, get(here, "a", source).length());
        assertEquals(100, get(here, "a", source).length());
        assertEquals(2, source.loads());
        assertEquals(2, one.count("carillon.cache.refused", name));
        source.set("b", "x".repeat(99));
        get(here, "b", source);
        get(here, "b", source);
        assertEquals(3, source.loads());

        await(here.put("b", "y".repeat(100)));
        assertEquals("nothing", held(here, "b"), "what it was before is not served any more");
    }

    @Test
    void memoryIsBounded() {
        Cache<String> here = options(one).firstLevelBytes(10_000).open();
        for (int key = 0; key < 200; key++) {
            await(here.put("key" + key, "x".repeat(800)));
        }

        double bytes = one.metrics
                .get("carillon.cache.bytes")
                .tag("cache", name)
                .gauge()
                .value();
        assertTrue(bytes > 0 && bytes <= 10_000, "it weighs " + bytes);
        assertTrue(one.count("carillon.cache.evictions", name) >= 180);
        assertEquals(800, held(here, "key0").length(), "Redis has it");
    }

    @Test
    void whatCannotBeReadIsLoadedAnew() {
        Cache<String> here = here();
        String value = CacheScript.VALUE + name + ":";
        for (Map.Entry<String, Object[]> poison : Map.<String, Object[]>of(
                        "codec", new Object[] {"HSET", value + "codec", "payload", "\u0001unreadable"},
                        "form", new Object[] {"HSET", value + "form", "payload", "\u0007new form"},
                        "empty", new Object[] {"HSET", value + "empty", "payload", ""},
                        "number", new Object[] {"HSET", value + "number", "fresh_until", "soon"},
                        "stamp", new Object[] {"HSET", value + "stamp", "stamp", "x"},
                        "tags", new Object[] {"HSET", value + "tags", "tags", "{]"},
                        "type", new Object[] {"SET", value + "type", "text"},
                        "field", new Object[] {"HDEL", value + "field", "payload"})
                .entrySet()) {
            String key = poison.getKey();
            await(here.put(key, "before"));
            Object[] command = poison.getValue();
            Object[] arguments = Arrays.copyOfRange(command, 1, command.length);
            await(one.redis.send(Command.create((String) command[0]), arguments));
        }
        Cache<String> there = there();

        for (String key : Set.of("codec", "form", "empty", "number", "stamp", "tags", "type", "field")) {
            source.set(key, "now");
            assertEquals("now", get(there, key, source), key);
            assertEquals("now", held(there, key), key);
        }
        assertEquals(8, source.loads());
        assertEquals(3, other.count("carillon.cache.unreadable", name));
        assertEquals("now", held(anew(), "type"), "it was mended in Redis");
    }

    @Test
    void secretsStayInMemory() {
        Cache<String> here = one.caches.<String>memoryCache(name, 50).open();
        Cache<String> there = other.caches.<String>memoryCache(name, 50).open();
        one.connected();
        other.connected();
        source.set("a", "whsec");

        get(here, "a", source);
        get(there, "a", source);
        get(here, "a", source);

        assertEquals(2, source.loads());
        assertNull(await(one.redis.send(Command.GET, CacheScript.VALUE + name + ":a")));
        await(here.put("a", "other"));
        assertEquals("other", get(here, "a", source));
        source.set("a", "other");
        Awaitility.await().atMost(SOON).until(() -> get(there, "a", source).equals("other"));
    }

    @Test
    void aMethodIsWrapped() {
        Cache<String> cache = here();
        int[] calls = {0};
        CachedFunction<Integer, String> square = cache.before(Integer::toHexString, number -> {
            calls[0]++;
            return Uni.createFrom().item(Optional.of(Integer.toString(number * number)));
        });

        assertNull(square.peek(12));
        assertEquals("144", await(square.apply(12)).orElseThrow());
        assertEquals("144", await(square.apply(12)).orElseThrow());
        assertEquals("144", square.peek(12));
        assertEquals(1, calls[0]);
        await(square.invalidate(12));
        assertNull(square.peek(12));
    }

    @Test
    void lifetimesEndOnBothLevels() {
        Cache<String> here =
                options(one).lifetimes(Lifetimes.of(Duration.ofMillis(300))).open();
        Cache<String> there =
                options(other).lifetimes(Lifetimes.of(Duration.ofMillis(300))).open();
        source.set("a", "1");
        long startedAt = System.nanoTime();
        get(here, "a", source);
        source.set("a", "2");

        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(SOON)
                .until(() -> get(there, "a", source).equals("2"));
        Duration taken = Duration.ofNanos(System.nanoTime() - startedAt);
        assertTrue(taken.toMillis() >= 265, "not before: " + taken);
        assertEquals("2", get(here, "a", source));
    }

    @Test
    void lifetimesAreShortenedByChance() {
        Cache<String> here = options(one).lifetimes(Lifetimes.ONE_HOUR).open();
        long distinct = LongStream.range(0, 100)
                .map(_ -> here.freshness.of(Optional.of("x")))
                .peek(nanos -> assertTrue(nanos <= Duration.ofHours(1).toNanos()
                        && nanos >= Duration.ofMinutes(54).toNanos()))
                .distinct()
                .count();

        assertTrue(distinct > 90);
    }

    @Test
    void namesAreTakenOnce() {
        here();
        assertThrows(IllegalStateException.class, () -> options(one).open());
        assertThrows(IllegalArgumentException.class, () -> one.cache("a:b"));
        assertThrows(IllegalArgumentException.class, () -> Lifetimes.of(Duration.ofDays(8)));
        assertThrows(IllegalArgumentException.class, () -> Lifetimes.ONE_MINUTE.refreshedAhead(Duration.ofMinutes(1)));
    }
}
