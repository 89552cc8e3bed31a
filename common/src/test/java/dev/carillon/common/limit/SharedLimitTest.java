package dev.carillon.common.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.local.testing.TestServers;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances that share limits through a real Redis, by its own clock. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedLimitTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final LimitFixture one = new LimitFixture(TestServers.redis().url());
    private final LimitFixture other = new LimitFixture(TestServers.redis().url());
    // So patient that a slow machine does not make them decide alone.
    private final Limiter first =
            one.limiter(Map.of("carillon.limit.deadline", "PT10S", "carillon.limit.presence-interval", "PT1H"));
    private final Limiter second =
            other.limiter(Map.of("carillon.limit.deadline", "PT10S", "carillon.limit.presence-interval", "PT1H"));

    static Stream<Algorithm> algorithms() {
        return Algorithm.ALL.stream();
    }

    @BeforeAll
    void areShared() {
        assertFalse(first.isAway() || second.isAway());
    }

    @AfterAll
    void close() {
        first.leave().await().atMost(LimitFixture.PATIENCE);
        second.leave().await().atMost(LimitFixture.PATIENCE);
        one.close();
        other.close();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void twoInstancesUnderManyRequestsAllowTheQuotaAndNoMore(Algorithm algorithm) {
        Check check = Check.of(LimitFixture.policy(algorithm, 1_000, HOUR), LimitFixture.newSubject(), 1);

        List<Uni<Decision>> decisions = IntStream.range(0, 3_000)
                .mapToObj(number -> (number % 2 == 0 ? first : second).decide(List.of(check)))
                .toList();
        List<Decision> decided = Uni.join().all(decisions).andFailFast().await().atMost(LimitFixture.PATIENCE);

        assertEquals(1_000, decided.stream().filter(Decision::allowed).count());
        assertTrue(decided.stream().noneMatch(each -> each.backend() == Backend.LOCAL));
    }

    @Test
    void requestsOfDifferentKindAreDecidedTogether() {
        LimitSubject subject = LimitFixture.newSubject();
        Policy wide = named("wide", 500);
        Policy narrow = named("narrow", 100);
        List<Uni<Decision>> decisions = IntStream.range(0, 600)
                .mapToObj(number -> first.decide(
                        number % 3 == 0
                                ? List.of(Check.of(wide, subject, 1), Check.of(narrow, subject, 1))
                                : List.of(Check.of(wide, subject, 1))))
                .toList();

        List<Decision> decided = Uni.join().all(decisions).andFailFast().await().atMost(LimitFixture.PATIENCE);

        long both = decided.stream()
                .filter(each -> each.allowed() && each.verdicts().size() == 2)
                .count();
        assertEquals(500, decided.stream().filter(Decision::allowed).count());
        assertEquals(100 - both, remaining(narrow, subject));
        assertEquals(0, remaining(wide, subject));
    }

    @Test
    void aRefusalIsRememberedUntilItEndsAndRedisIsNotAsked() {
        LimitSubject subject = LimitFixture.newSubject();
        Check check = Check.of(LimitFixture.policy(new Algorithm.SlidingWindow(), 1, HOUR), subject, 1);
        assertTrue(decide(first, check).allowed());
        assertEquals(Backend.REDIS, decide(first, check).backend());

        Decision again = decide(first, check);

        assertFalse(again.allowed());
        assertEquals(Backend.REMEMBERED, again.backend());
        assertTrue(again.verdicts().getFirst().retryAfterSeconds() > 3_590);
        assertNotNull(first.remembered(List.of(check)));
        assertNull(second.remembered(List.of(check)));
        // A larger quota holds at once.
        Check raised = Check.of(LimitFixture.policy(new Algorithm.SlidingWindow(), 2, HOUR), subject, 1);
        assertTrue(decide(first, raised).allowed());
    }

    @Test
    void aRefusalOfMuchIsNoneOfLess() {
        LimitSubject subject = LimitFixture.newSubject();
        Policy policy = LimitFixture.policy(new Algorithm.SlidingCounter(), 10, HOUR);
        decide(first, Check.of(policy, subject, 8));
        assertFalse(decide(first, Check.of(policy, subject, 5)).allowed());

        assertTrue(decide(first, Check.of(policy, subject, 2)).allowed());
        assertEquals(
                Backend.REMEMBERED, decide(first, Check.of(policy, subject, 6)).backend());
    }

    @Test
    void aPolicyInShadowTellsOfARefusalAndRefusesNobody() {
        LimitSubject subject = LimitFixture.newSubject();
        Policy wide = named("wide", 10);
        Policy shadow = new Policy(
                "shade",
                new Quota(1, HOUR),
                SubjectKind.ORGANIZATION,
                new Algorithm.SlidingWindow(),
                Fallback.LOCAL,
                true);
        List<Check> checks = List.of(Check.of(wide, subject, 1), Check.of(shadow, subject, 1));
        first.decide(checks).await().atMost(LimitFixture.PATIENCE);

        for (int request = 0; request < 3; request++) {
            Decision exceeded = first.decide(checks).await().atMost(LimitFixture.PATIENCE);

            assertTrue(exceeded.allowed());
            assertEquals(Backend.REDIS, exceeded.backend());
            assertFalse(exceeded.verdicts().getLast().allowed(), "it tells what it would have done");
            assertTrue(exceeded.refusal().isEmpty());
        }
        assertEquals(6, remaining(wide, subject), "what it would have refused is counted elsewhere");
    }

    @Test
    void instancesCountThemselves() {
        first.attend(LimitFixture.PATIENCE).await().atMost(LimitFixture.PATIENCE);
        int before = first.instances();
        try (LimitFixture third = new LimitFixture(TestServers.redis().url())) {
            Limiter limiter = third.limiter(Map.of());
            first.attend(LimitFixture.PATIENCE).await().atMost(LimitFixture.PATIENCE);
            assertEquals(before + 1, first.instances());

            limiter.leave().await().atMost(LimitFixture.PATIENCE);
        }
        first.attend(LimitFixture.PATIENCE).await().atMost(LimitFixture.PATIENCE);

        assertEquals(before, first.instances());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}{",
                "{a}:b",
                "carillon:limit:{x}",
                "日本語\uD83D\uDE00",
                "a b\u0000c",
                "*",
                "\r\nFLUSHALL\r\n"
            })
    void whatAClientAsksAboutCannotReachIntoOtherKeys(String text) {
        OrganizationId organization = new OrganizationId(UUID.randomUUID());
        Policy policy = LimitFixture.policy(new Algorithm.SlidingWindow(), 1, HOUR);
        LimitSubject subject = LimitSubject.asked(organization, text);

        String key = subject.key(policy);

        assertTrue(key.matches("carillon:limit:\\{" + organization + "}:test:w3600:asked:[A-Za-z0-9_-]{24}"), key);
        assertTrue(decide(first, Check.of(policy, subject, 1)).allowed());
        assertFalse(decide(second, Check.of(policy, subject, 1)).allowed());
        assertTrue(decide(first, Check.of(policy, LimitSubject.asked(organization, text + "x"), 1))
                .allowed());
        assertEquals(
                key.length(),
                LimitSubject.asked(organization, "x".repeat(10_000)).key(policy).length());
    }

    @Test
    void anIpv6NetworkIsOneAddress() {
        assertEquals(LimitSubject.address("2001:db8:1:2::1"), LimitSubject.address("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assertFalse(LimitSubject.address("2001:db8:1:2::1").equals(LimitSubject.address("2001:db8:1:3::1")));
        assertEquals("address 192.0.2.7", LimitSubject.address("192.0.2.7").owner());
        assertFalse(LimitSubject.address("{evil}").owner().contains("{"));
    }

    @Test
    void costsOutOfBoundsAndMixedOwnersAreRefused() {
        Policy policy = named("bounds", 1);
        LimitSubject subject = LimitFixture.newSubject();
        assertThrows(IllegalArgumentException.class, () -> Check.of(policy, subject, -1));
        assertThrows(IllegalArgumentException.class, () -> Check.of(policy, subject, Long.MAX_VALUE));
        Check check = Check.of(policy, subject, 1);
        Check stranger = Check.of(policy, LimitFixture.newSubject(), 1);
        assertThrows(IllegalArgumentException.class, () -> first.decide(List.of(check, stranger)));
        assertThrows(IllegalArgumentException.class, () -> first.decide(List.of(check, check)));
    }

    @Test
    void whatCostsMoreThanTheQuotaIsNeverAllowedAndNotRemembered() {
        LimitSubject subject = LimitFixture.newSubject();
        Policy policy = named("small", 5);

        Verdict verdict = decide(first, Check.of(policy, subject, 6)).verdicts().getFirst();

        assertTrue(verdict.isForever());
        assertEquals(3_600, verdict.retryAfterSeconds());
        assertTrue(decide(first, Check.of(policy, subject, 5)).allowed());
    }

    private static Policy named(String name, long amount) {
        return new Policy(
                name,
                new Quota(amount, HOUR),
                SubjectKind.ORGANIZATION,
                new Algorithm.SlidingWindow(),
                Fallback.LOCAL,
                false);
    }

    private long remaining(Policy policy, LimitSubject subject) {
        return decide(first, Check.of(policy, subject, 0)).verdicts().getFirst().remaining();
    }

    private static Decision decide(Limiter limiter, Check check) {
        return limiter.decide(List.of(check)).await().atMost(LimitFixture.PATIENCE);
    }
}
