package dev.carillon.common.cache;

import static dev.carillon.common.cache.TestInstance.await;
import static dev.carillon.common.cache.TestInstance.get;
import static dev.carillon.common.cache.TestInstance.held;
import static dev.carillon.common.cache.TestInstance.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.local.testing.TestServers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who loads, how often, and what is served meanwhile and when it fails. */
class LoadingTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int MANY = 200;

    private static final Map<String, String> QUICK = Map.of(
            "carillon.cache.lease", "PT0.3S", "carillon.cache.jitter", "0", "carillon.cache.failure-pause", "PT0.2S");

    private final String name = "test-" + UUID.randomUUID();
    private final Source source = new Source();
    private TestInstance one;
    private TestInstance other;

    @BeforeEach
    void instances() {
        int port = TestServers.redis().port();
        one = new TestInstance(port, QUICK);
        other = new TestInstance(port, QUICK);
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
    }

    private Cache<String> on(TestInstance instance, Lifetimes lifetimes) {
        Cache<String> cache = instance.cache(name)
                .lifetimes(lifetimes)
                .loadDeadline(Duration.ofSeconds(2))
                .open();
        instance.connected();
        return cache;
    }

    private List<CompletableFuture<Optional<String>>> ask(Cache<String> cache, int times) {
        List<CompletableFuture<Optional<String>>> answers = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            answers.add(cache.get("a", source).subscribeAsCompletionStage());
        }
        return answers;
    }

    private static void allAre(String value, List<CompletableFuture<Optional<String>>> answers) throws Exception {
        for (CompletableFuture<Optional<String>> answer : answers) {
            assertEquals(Optional.of(value), answer.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void manyWhoAskAtOnceShareOneLoadWithinAnInstance() throws Exception {
        Cache<String> here = on(one, Lifetimes.ONE_MINUTE);
        source.set("a", "1").hold();

        List<CompletableFuture<Optional<String>>> answers = ask(here, MANY);
        Awaitility.await().atMost(SOON).until(() -> source.loads() == 1);
        source.letGo();

        allAre("1", answers);
        assertEquals(1, source.loads());
        assertEquals(MANY - 1, one.gets(name, "shared"));
    }

    @Test
    void manyWhoAskAtOnceShareOneLoadOverInstances() throws Exception {
        Cache<String> here = on(one, Lifetimes.ONE_MINUTE);
        Cache<String> there = on(other, Lifetimes.ONE_MINUTE);
        source.set("a", "1").hold();

        List<CompletableFuture<Optional<String>>> answers = ask(here, MANY / 2);
        answers.addAll(ask(there, MANY / 2));
        Awaitility.await().atMost(SOON).until(() -> source.loads() == 1);
        // Longer than a lease: whoever loads goes on being the one.
        one.connected();
        Awaitility.await()
                .pollDelay(Duration.ofMillis(700))
                .atMost(SOON)
                .untilAsserted(() -> assertEquals(1, source.loads()));
        source.letGo();

        allAre("1", answers);
        assertEquals(1, source.loads());
    }

    @Test
    void whoGoesAwayTakesTheLoadFromNobody() throws Exception {
        Cache<String> here = on(one, Lifetimes.ONE_MINUTE);
        source.set("a", "1").hold();
        CompletableFuture<Optional<String>> first = new CompletableFuture<>();
        var subscription = here.get("a", source).subscribe().with(first::complete);
        List<CompletableFuture<Optional<String>>> others = ask(here, 3);
        Awaitility.await().atMost(SOON).until(() -> source.loads() == 1);

        subscription.cancel();
        source.letGo();

        allAre("1", others);
        assertEquals(1, source.loads());
    }

    @Test
    void othersGoOnWhenTheOneWhoLoadsDies() {
        Cache<String> here = on(one, Lifetimes.ONE_MINUTE);
        source.set("a", "1");
        String lease = CacheScript.LEASE + name + ":a";
        // As of an instance that was killed after it had been told to load.
        await(one.redis.send(Command.SET, lease, "dead 1 1", "PX", 300));

        assertEquals("1", get(here, "a", source));
        assertEquals(1, source.loads());
        assertEquals("1", held(on(other, Lifetimes.ONE_MINUTE), "a"), "Redis has it again");
    }

    @Test
    void aLeaseThatNeverEndsHoldsNobodyUpForLongerThanALoad() {
        Cache<String> here = on(one, Lifetimes.ONE_MINUTE);
        source.set("a", "1");
        await(one.redis.send(Command.SET, CacheScript.LEASE + name + ":a", "nonsense"));

        assertEquals("1", get(here, "a", source));
    }

    @Test
    void aSourceThatHangsHasFailed() {
        Cache<String> here = on(one, Lifetimes.ONE_MINUTE);
        source.set("a", "1").hold();

        long startedAt = System.nanoTime();
        assertEquals("failed", outcome(here, "a", source));
        assertTrue(System.nanoTime() - startedAt < Duration.ofSeconds(5).toNanos());
        assertEquals(1, one.loads(name, "failure"));

        source.letGo();
        assertEquals("1", get(here, "a", source));
    }

    @Test
    void aSourceThatThrowsHasFailedAndIsAskedAgain() {
        Cache<String> here = on(one, Lifetimes.ONE_MINUTE);
        Loader<String> broken = _ -> {
            throw new IllegalArgumentException("broken");
        };
        Uni<String> answer =
                here.get("a", broken).map(Optional::orElseThrow).onFailure().recoverWithItem("failed");

        assertEquals("failed", await(answer));
        assertEquals("nothing", get(here, "a", source), "at once");
        assertEquals(1, one.loads(name, "failure"));
    }

    @Test
    void noConnectionIsHeldWhileLoading() {
        Cache<String> here = on(one, Lifetimes.ONE_MINUTE);
        source.hold();
        // The client has 4 connections.
        for (int key = 0; key < 50; key++) {
            var _ = here.get("key" + key, source).subscribeAsCompletionStage();
        }
        Awaitility.await().atMost(SOON).until(() -> source.loads() == 50);

        assertEquals("PONG", String.valueOf(await(one.redis.send(Command.PING))));
        source.letGo();
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
