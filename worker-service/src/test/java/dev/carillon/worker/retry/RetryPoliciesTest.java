package dev.carillon.worker.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.job.Channel;
import dev.carillon.common.retry.Backoff;
import dev.carillon.common.retry.RetryPolicy;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPoliciesTest {

    private static final List<Duration> DEFAULTS = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(10));

    private static RetryPolicies policies(Map<String, String> settings) {
        return new RetryPolicies(new SmallRyeConfigBuilder()
                .withMapping(RetryConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(RetryConfig.class));
    }

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        for (Channel channel : Channel.values()) {
            assertEquals(
                    new RetryPolicy(new Backoff.Schedule(DEFAULTS), 0.2, null),
                    policies(Map.of()).of(channel));
        }
    }

    @Test
    void aChannelMayHaveRulesOfItsOwn() {
        RetryPolicies policies = policies(Map.of(
                "carillon.retry.maximum-duration", "P2D",
                "carillon.retry.channel.webhook.exponential.initial", "PT5S",
                "carillon.retry.channel.webhook.exponential.maximum", "PT1H",
                "carillon.retry.channel.webhook.jitter", "0.5",
                "carillon.retry.channel.email.delays", "PT1S,PT2S",
                "carillon.retry.channel.email.maximum-duration", "PT1H"));

        assertEquals(
                new RetryPolicy(
                        new Backoff.Exponential(Duration.ofSeconds(5), 2, Duration.ofHours(1)),
                        0.5,
                        Duration.ofDays(2)),
                policies.of(Channel.WEBHOOK));
        assertEquals(
                new RetryPolicy(
                        new Backoff.Schedule(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2))),
                        0.2,
                        Duration.ofHours(1)),
                policies.of(Channel.EMAIL));
    }

    @Test
    void theOtherSideMayAskForLongerButNotForever() {
        RetryPolicies policies = policies(Map.of());

        assertEquals(Duration.ofMinutes(7), policies.bounded(Duration.ofMinutes(7)));
        assertEquals(Duration.ofHours(24), policies.bounded(Duration.ofDays(3000)));
    }

    @ParameterizedTest
    @CsvSource({
        "carillon.retry.channel.email.delays, PT-1S, carillon.retry.channel.email",
        "carillon.retry.channel.sms.delays, PT1S, carillon.retry.channel.sms",
        "carillon.retry.jitter, 1.5, carillon.retry.jitter",
        "carillon.retry.maximum-duration, PT0S, carillon.retry.maximum-duration"
    })
    void nonsenseIsRefusedByName(String property, String value, String named) {
        RuntimeException refusal = assertThrows(RuntimeException.class, () -> policies(Map.of(property, value)));

        assertTrue(String.valueOf(refusal.getMessage()).contains(named), refusal.getMessage());
    }
}
