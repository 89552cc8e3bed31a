package dev.carillon.common.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.local.server.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Redis is killed, falls silent, is emptied, and comes back. */
class LimitOutageTest {

    private static final Duration HOUR = Duration.ofHours(1);

    /** Room for a machine that does other things too: what matters is that it is not seconds. */
    private static final Duration DEADLINE_AND_SOME = Duration.ofMillis(250);

    private final RedisServer server = RedisServer.temporary();
    private final LimitFixture fixture = new LimitFixture(server.url());
    private final Limiter limiter = fixture.limiter(Map.of());
    private final Limiter neighbour = fixture.limiter(Map.of());

    @AfterEach
    void close() {
        fixture.close();
        server.close();
    }

    @Test
    void aKilledRedisIsReplacedByTheInstancesShareAndComesBackByItself() {
        attend();
        assertEquals(2, limiter.instances());
        Check check = check(Fallback.LOCAL);
        assertEquals(Backend.REDIS, decide(check).backend());
        server.kill();

        long begun = System.nanoTime();
        Decision next = decide(check);

        assertTrue(System.nanoTime() - begun < DEADLINE_AND_SOME.toNanos());
        assertEquals(Backend.LOCAL, next.backend());
        assertTrue(limiter.isAway());
        long allowed =
                1 + IntStream.range(0, 20).filter(_ -> decide(check).allowed()).count();
        assertEquals(5, allowed, "ten divided by two instances");

        server.start();
        Awaitility.await().atMost(LimitFixture.PATIENCE).until(() -> {
            attend();
            return !limiter.isAway();
        });
        Decision back = decide(check);
        assertEquals(Backend.REDIS, back.backend());
    }

    @Test
    void aSilentRedisIsWaitedForOnceAndNoLongerThanTheDeadline() {
        Check check = check(Fallback.LOCAL);
        decide(check);
        server.process().pause();
        try {
            long begun = System.nanoTime();
            assertEquals(Backend.LOCAL, decide(check).backend());
            long first = System.nanoTime() - begun;
            begun = System.nanoTime();
            for (int request = 0; request < 100; request++) {
                decide(check);
            }
            long others = System.nanoTime() - begun;

            assertTrue(first < DEADLINE_AND_SOME.toNanos(), "first " + first);
            assertTrue(others < DEADLINE_AND_SOME.toNanos(), "a hundred others " + others);
        } finally {
            server.process().resume();
        }
        Awaitility.await().atMost(LimitFixture.PATIENCE).until(() -> {
            attend();
            return !limiter.isAway();
        });
        assertEquals(Backend.REDIS, decide(check).backend());
    }

    @Test
    void aRedisThatAnswersLateIsNotBackYet() {
        Check check = check(Fallback.LOCAL);
        decide(check);
        // It answers in the end, but later than any request may wait.
        server.ask("CLIENT PAUSE 400 ALL");
        assertEquals(Backend.LOCAL, decide(check).backend());

        limiter.attend(LimitFixture.PATIENCE).await().atMost(LimitFixture.PATIENCE);

        assertTrue(limiter.isAway(), "a sign of life that took so long is none");
        Awaitility.await().atMost(LimitFixture.PATIENCE).until(() -> {
            attend();
            return !limiter.isAway();
        });
    }

    @Test
    void aQuotaSmallerThanTheInstancesStillLetsOneThrough() {
        attend();
        Policy policy = LimitFixture.policy(new Algorithm.SlidingWindow(), 1, HOUR);
        Check check = Check.of(policy, LimitFixture.newSubject(), 1);
        server.kill();

        assertTrue(decide(check).allowed());
        assertFalse(decide(check).allowed());
    }

    @Test
    void aPolicyMayOpenOrCloseInstead() {
        Check open = check(Fallback.OPEN);
        Check closed = check(Fallback.CLOSED);
        server.kill();

        assertTrue(IntStream.range(0, 50).allMatch(_ -> decide(open).allowed()));
        Decision refused = decide(closed);
        assertFalse(refused.allowed());
        assertTrue(refused.isClosed(refused.verdicts().getFirst()));
    }

    @Test
    void anEmptiedRedisKnowsTheScriptAgainAndCountsAnew() {
        Check check = check(Fallback.LOCAL);
        IntStream.range(0, 10).forEach(_ -> decide(check));
        server.ask("FLUSHALL");
        server.ask("SCRIPT FLUSH");

        Decision next = decide(neighbour, check);

        assertTrue(next.allowed());
        assertEquals(Backend.REDIS, next.backend());
    }

    @Test
    void aRedisThatTakesNoWritesIsAway() {
        Check check = check(Fallback.LOCAL);
        decide(check);
        server.ask("CONFIG SET maxmemory 1");
        try {
            assertEquals(Backend.LOCAL, decide(check).backend());
            attend();
            assertTrue(limiter.isAway());
        } finally {
            server.ask("CONFIG SET maxmemory 0");
        }
        attend();
        assertEquals(Backend.REDIS, decide(check).backend());
    }

    @Test
    void whatIsRememberedLeavesWithItsTime() {
        Policy policy = LimitFixture.policy(new Algorithm.SlidingWindow(), 1, Duration.ofSeconds(1));
        Check check = Check.of(policy, LimitFixture.newSubject(), 1);
        decide(check);
        assertFalse(decide(check).allowed());

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> decide(check).allowed());
    }

    private static Check check(Fallback fallback) {
        Policy policy = new Policy(
                "test", new Quota(10, HOUR), SubjectKind.ORGANIZATION, new Algorithm.SlidingWindow(), fallback, false);
        return Check.of(policy, LimitFixture.newSubject(), 1);
    }

    private void attend() {
        limiter.attend(Duration.ofSeconds(1)).await().atMost(LimitFixture.PATIENCE);
    }

    private Decision decide(Check check) {
        return decide(limiter, check);
    }

    private static Decision decide(Limiter limiter, Check check) {
        return limiter.decide(List.of(check)).await().atMost(LimitFixture.PATIENCE);
    }
}
