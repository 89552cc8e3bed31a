package dev.carillon.common.cache;

import static dev.carillon.common.cache.TestInstance.get;
import static dev.carillon.common.cache.TestInstance.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is served while a value is loaded anew, and when that fails. */
class StaleValueTest extends TwoInstances {

    private static final Duration SOON = Duration.ofSeconds(10);

    StaleValueTest() {
        super(QUICK);
    }

    @Test
    void anOldValueIsServedWhileANewOneIsLoaded() {
        Cache<String> here = on(one, Lifetimes.of(Duration.ofMillis(300)).staleWhileReloading(Duration.ofMinutes(1)));
        source.set("a", "1");
        get(here, "a", source);
        source.set("a", "2").hold();

        Awaitility.await().atMost(SOON).until(() -> {
            assertEquals("1", get(here, "a", source));
            return source.loads() == 2;
        });
        for (int look = 0; look < 20; look++) {
            assertEquals("1", get(here, "a", source), "nobody waits");
        }
        assertEquals(2, source.loads());
        source.letGo();
        Awaitility.await().atMost(SOON).until(() -> get(here, "a", source).equals("2"));
        assertTrue(one.count("carillon.cache.stale", name) >= 20);
    }

    @Test
    void whatIsInUseIsLoadedAheadOfItsEnd() {
        Cache<String> here = on(one, Lifetimes.of(Duration.ofSeconds(4)).refreshedAhead(Duration.ofMillis(3_600)));
        source.set("a", "1");
        get(here, "a", source);
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();

        Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(SOON).until(() -> {
            get(here, "a", source);
            return System.nanoTime() > end;
        });

        assertEquals(1, one.gets(name, "miss"), "only the first ever waited");
        assertEquals(0, one.count("carillon.cache.stale", name));
        assertTrue(source.loads() >= 5, "it was loaded " + source.loads() + " times");
    }

    @Test
    void anOldValueIsServedWhenTheSourceFails() {
        Cache<String> here = on(one, Lifetimes.of(Duration.ofMillis(200)).staleOnFailure(Duration.ofMinutes(1)));
        source.set("a", "1");
        get(here, "a", source);
        source.fail(true);

        Awaitility.await().atMost(SOON).until(() -> {
            assertEquals("1", get(here, "a", source));
            return one.loads(name, "failure") > 0;
        });
        int loads = source.loads();
        for (int look = 0; look < 20; look++) {
            assertEquals("1", get(here, "a", source));
        }
        assertTrue(source.loads() <= loads + 1, "a source that fails is spared");
        assertTrue(one.count("carillon.cache.stale", name) >= 20);
        assertEquals(
                "1",
                get(on(other, Lifetimes.of(Duration.ofMillis(200)).staleOnFailure(Duration.ofMinutes(1))), "a", source),
                "an instance that never had it has it from Redis");

        source.fail(false);
        source.set("a", "2");
        Awaitility.await().atMost(SOON).until(() -> get(here, "a", source).equals("2"));
    }

    @Test
    void aValueThatMustNotBeOldIsNeverOld() {
        Cache<String> here = on(one, Lifetimes.of(Duration.ofMillis(300)));
        source.set("a", "1");
        get(here, "a", source);
        long loadedAt = source.askedAt();
        source.fail(true);

        Awaitility.await().pollInterval(Duration.ofMillis(1)).atMost(SOON).until(() -> {
            long age = System.nanoTime() - loadedAt;
            String answer = outcome(here, "a", source);
            assertTrue(answer.equals("failed") || age < Duration.ofMillis(300).toNanos());
            return answer.equals("failed");
        });
        assertEquals(0, one.count("carillon.cache.stale", name));
    }

    @Test
    void aLifetimeBeginsWithTheLoad() throws Exception {
        Cache<String> here = on(one, Lifetimes.of(Duration.ofMillis(400)));
        source.set("a", "1").hold();
        List<CompletableFuture<Optional<String>>> first = ask(here, 1);
        Awaitility.await().atMost(SOON).until(() -> source.loads() == 1);
        Awaitility.await().pollDelay(Duration.ofMillis(450)).until(() -> true);
        source.letGo();

        allAre("1", first);
        get(here, "a", source);
        assertEquals(2, source.loads(), "what took longer to load than it lives is not kept");
    }

    @Test
    void theTimeThatLoadingTookIsPartOfTheLifetimeOnBothLevels() throws Exception {
        Duration lifetime = Duration.ofMillis(900);
        Cache<String> here = on(one, Lifetimes.of(lifetime));
        Cache<String> there = on(other, Lifetimes.of(lifetime));
        source.set("a", "1").hold();
        List<CompletableFuture<Optional<String>>> first = ask(here, 1);
        Awaitility.await().atMost(SOON).until(() -> source.loads() == 1);
        long loadedAt = source.askedAt();
        source.set("a", "2");
        // Half of its life goes by before the value is there.
        Awaitility.await()
                .atMost(SOON)
                .until(() ->
                        System.nanoTime() - loadedAt > lifetime.dividedBy(2).toNanos());
        source.letGo();
        allAre("1", first);

        for (Cache<String> cache : List.of(there, here)) {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(SOON)
                    .until(() -> {
                        long age = System.nanoTime() - loadedAt;
                        boolean old = get(cache, "a", source).equals("1");
                        assertTrue(!old || age < lifetime.plusMillis(20).toNanos(), () -> "it is served at " + age);
                        return !old;
                    });
        }
    }
}
