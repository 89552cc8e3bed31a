package dev.carillon.worker.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.job.Channel;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final List<Duration> DEFAULTS = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(10));

    private static RetryPolicy policy(Map<String, String> settings) {
        return new RetryPolicy(new SmallRyeConfigBuilder()
                .withMapping(RetryConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(RetryConfig.class));
    }

    @Test
    void theDefaultWaitsAreThoseOfTheDocumentation() {
        RetryPolicy policy = policy(Map.of("carillon.retry.jitter", "0"));

        for (int attempt = 1; attempt <= 9; attempt++) {
            assertEquals(
                    Optional.of(DEFAULTS.get(Math.min(attempt, 7) - 1)),
                    policy.next(Channel.EMAIL, attempt, 10, null, new Random(1)));
        }
    }

    @Property
    void aWaitStaysWithinTheJitterAndNoneFollowsTheLastAttempt(
            @ForAll @IntRange(min = 1, max = 50) int attempts,
            @ForAll @IntRange(min = 1, max = 50) int most,
            @ForAll long seed) {
        Optional<Duration> wait = policy(Map.of()).next(Channel.WEBHOOK, attempts, most, null, new Random(seed));

        assertEquals(attempts < most, wait.isPresent());
        wait.ifPresent(delay -> {
            long plain = DEFAULTS.get(Math.min(attempts, 7) - 1).toMillis();
            assertTrue(delay.toMillis() >= plain * 0.8 - 1 && delay.toMillis() <= plain * 1.2 + 1, delay.toString());
        });
    }

    @Test
    void theOtherSideMayAskForLongerButNotForever() {
        RetryPolicy policy = policy(Map.of("carillon.retry.jitter", "0"));
        Random random = new Random(1);

        assertEquals(
                Optional.of(Duration.ofMinutes(7)), policy.next(Channel.EMAIL, 1, 3, Duration.ofMinutes(7), random));
        assertEquals(
                Optional.of(Duration.ofSeconds(5)), policy.next(Channel.EMAIL, 1, 3, Duration.ofSeconds(1), random));
        assertEquals(
                Optional.of(Duration.ofHours(24)), policy.next(Channel.EMAIL, 1, 3, Duration.ofDays(3000), random));
    }

    @Test
    void aChannelMayHaveWaitsOfItsOwn() {
        RetryPolicy policy =
                policy(Map.of("carillon.retry.jitter", "0", "carillon.retry.channel.webhook.delays", "PT1S,PT2S"));

        assertEquals(Optional.of(Duration.ofSeconds(2)), policy.next(Channel.WEBHOOK, 2, 9, null, new Random(1)));
        assertEquals(Optional.of(Duration.ofSeconds(30)), policy.next(Channel.EMAIL, 2, 9, null, new Random(1)));
    }

    @Test
    void waitsBelowZeroAreRefusedByName() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> policy(Map.of("carillon.retry.channel.email.delays", "PT-1S")));

        assertTrue(String.valueOf(refusal.getMessage()).contains("carillon.retry.channel.email.delays"));
    }
}
