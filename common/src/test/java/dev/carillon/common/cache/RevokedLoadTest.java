package dev.carillon.common.cache;

import static dev.carillon.common.cache.TestInstance.await;
import static dev.carillon.common.cache.TestInstance.get;
import static dev.carillon.common.cache.TestInstance.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A load that began before an invalidation brings nothing that is kept after it. */
class RevokedLoadTest extends TwoInstances {

    private static final Duration SOON = Duration.ofSeconds(10);

    RevokedLoadTest() {
        super(QUICK);
    }

    @Test
    void whatIsRevokedWhileItIsLoadedIsNeitherKeptNorServed() throws Exception {
        Cache<String> here = on(one, Lifetimes.ONE_MINUTE);
        Cache<String> there = on(other, Lifetimes.ONE_MINUTE);
        source.set("a", "valid").hold();
        List<CompletableFuture<Optional<String>>> asked = ask(here, 2);
        Awaitility.await().atMost(SOON).until(() -> source.loads() == 1);

        // The load has read the old value already. Now it is revoked on the other instance, and all is told.
        source.set("a", "revoked");
        assertEquals(Reach.EVERYWHERE, await(there.invalidate("a")));
        source.letGo();

        allAre("revoked", asked);
        assertEquals("revoked", held(here, "a"));
        assertEquals("revoked", held(there, "a"));
        assertEquals(1, one.count("carillon.cache.outdated", name));
    }

    @Test
    void whatIsRevokedByItsTagWhileItIsLoadedIsNotKept() throws Exception {
        Cache<String> here =
                one.cache(name).tags((_, _) -> Set.of("organization:" + name)).open();
        one.connected();
        on(other, Lifetimes.ONE_MINUTE);
        source.set("a", "valid").hold();
        List<CompletableFuture<Optional<String>>> asked = ask(here, 1);
        Awaitility.await().atMost(SOON).until(() -> source.loads() == 1);

        source.set("a", "revoked");
        await(other.caches.invalidateTag("organization:" + name));
        source.letGo();

        allAre("revoked", asked);
        assertEquals("revoked", held(here, "a"));
    }

    @Test
    void whoAsksAfterARevocationDoesNotWaitForALoadFromBefore() throws Exception {
        Cache<String> here = one.caches.<String>memoryCache(name, 50).open();
        one.connected();
        source.set("a", "valid").hold();
        List<CompletableFuture<Optional<String>>> before = ask(here, 1);
        Awaitility.await().atMost(SOON).until(() -> source.loads() == 1);
        Source current = new Source().set("a", "revoked");

        await(here.invalidate("a"));
        assertEquals("revoked", get(here, "a", current));
        source.letGo();

        allAre("valid", before);
        assertEquals("revoked", get(here, "a", current), "the older load left nothing behind");
        assertEquals(1, current.loads());
    }

    @Test
    void anAnswerFromRedisThatIsOvertakenByAnInvalidationIsNotKept() throws Exception {
        Cache<String> here = on(one, Lifetimes.ONE_MINUTE);
        Cache<String> there = on(other, Lifetimes.ONE_MINUTE);
        for (int round = 0; round < 200; round++) {
            String key = "k" + round;
            source.set(key, "old");
            get(there, key, source);
            source.set(key, "new");
            CompletableFuture<Optional<String>> read = here.get(key, source).subscribeAsCompletionStage();
            await(there.invalidate(key));
            assertTrue(read.get(20, TimeUnit.SECONDS).isPresent());
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(SOON)
                    .until(() -> get(here, key, source).equals("new"));
        }
    }
}
