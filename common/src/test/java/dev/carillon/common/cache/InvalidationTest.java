package dev.carillon.common.cache;

import static dev.carillon.common.cache.TestInstance.await;
import static dev.carillon.common.cache.TestInstance.get;
import static dev.carillon.common.cache.TestInstance.held;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is taken out of a cache is served by nobody: by its key, by a tag, by how its key begins. */
class InvalidationTest extends TwoInstances {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void whatIsInvalidatedIsServedNowhere() {
        Cache<String> here = here();
        Cache<String> there = there();
        source.set("a", "1");
        get(here, "a", source);
        get(there, "a", source);

        source.set("a", "2");
        assertEquals(Reach.EVERYWHERE, await(here.invalidate("a")));

        assertEquals("2", get(here, "a", source));
        Awaitility.await().atMost(SOON).until(() -> get(there, "a", source).equals("2"));
        assertEquals(2, source.loads());
    }

    @Test
    void aTagTakesTheEntriesThatCarryItInAllCaches() {
        Cache<String> here = here();
        Cache<String> there = there();
        Cache<String> second =
                one.cache(name + "-b").tags((_, _) -> Set.of("red")).open();
        await(here.put("a", "1#red,round"));
        await(here.put("b", "2#round"));
        await(here.put("c", "3"));
        await(second.put("a", "4"));
        for (String key : Set.of("a", "b", "c")) {
            held(there, key);
        }

        await(other.caches.invalidateTag("red"));

        assertEquals("nothing", held(there, "a"));
        Awaitility.await().atMost(SOON).until(() -> held(here, "a").equals("nothing"));
        assertEquals("nothing", held(second, "a"));
        assertEquals("2#round", held(here, "b"));
        assertEquals("2#round", held(there, "b"));
        assertEquals("3", held(there, "c"));
        await(here.put("a", "5#red"));
        assertEquals("5#red", held(there, "a"), "a tag is of use again afterwards");
    }

    @Test
    void aPrefixTakesTheKeysThatBeginWithIt() {
        Cache<String> here = here();
        Cache<String> there = there();
        for (String key : Set.of("org/1/a", "org/1/b", "org/11/a", "[x]*")) {
            await(here.put(key, key));
            assertEquals(key, held(there, key));
        }

        await(there.invalidateAll("org/1/"));

        assertEquals("nothing", held(there, "org/1/a"));
        assertEquals("nothing", held(there, "org/1/b"));
        assertEquals("org/11/a", held(there, "org/11/a"));
        assertEquals("[x]*", held(there, "[x]*"));
        Awaitility.await().atMost(SOON).until(() -> held(here, "org/1/a").equals("nothing"));
        await(here.put("org/1/a", "again"));
        assertEquals("again", held(there, "org/1/a"), "keys of that beginning are of use again afterwards");
    }

    @Test
    void manyPrefixesTakeTheWholeCache() {
        Cache<String> here = here();
        await(here.put("kept", "1"));
        for (int prefix = 0; prefix < CacheScript.PREFIXES; prefix++) {
            await(here.invalidateAll("p" + prefix + "/"));
        }
        Cache<String> there = there();
        assertEquals("1", held(there, "kept"));

        await(here.invalidateAll("q/"));
        // A memory that knows nothing of it, so that Redis decides.
        assertEquals("nothing", held(anew(), "kept"));
    }

    @Test
    void anEmptyPrefixTakesAll() {
        Cache<String> here = here();
        await(here.put("a", "1"));
        Cache<String> there = there();
        held(there, "a");

        await(here.invalidateAll(""));

        assertEquals("nothing", held(here, "a"));
        Awaitility.await().atMost(SOON).until(() -> held(there, "a").equals("nothing"));
    }
}
