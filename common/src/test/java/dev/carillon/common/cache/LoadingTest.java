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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who loads, and how often, when many ask at once. */
class LoadingTest extends TwoInstances {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int MANY = 200;

    LoadingTest() {
        super(QUICK);
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
    void aLoadThatFailsGivesItsLeaseBackAtOnce() {
        TestInstance patient = new TestInstance(
                TestServers.redis().port(), Map.of("carillon.cache.lease", "PT10M", "carillon.cache.deadline", "PT5S"));
        try (patient) {
            Cache<String> cache = patient.cache(name).open();
            source.fail(true);

            assertEquals("failed", outcome(cache, "a", source));

            assertEquals(1, patient.loads(name, "failure"));
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> await(patient.redis.send(Command.EXISTS, CacheScript.LEASE + name + ":a"))
                                    .toInteger()
                            == 0);
        }
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
}
