package dev.carillon.common.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.configuration.InvalidConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesTest {

    @ParameterizedTest
    @CsvSource({
        "api, 100, PT1M, USER, sliding-window, LOCAL",
        "search, 20, PT1M, USER, sliding-window, LOCAL",
        "chat, 10, PT1M, USER, sliding-window, LOCAL",
        "upload, 5, PT1H, ORGANIZATION, sliding-window, LOCAL",
        "share, 50, PT24H, ORGANIZATION, sliding-window, LOCAL",
        "anonymous, 10, PT1M, ADDRESS, sliding-window, LOCAL",
        "auth, 5, PT15M, ADDRESS, sliding-window, CLOSED",
        "form, 30, PT15M, ADDRESS, sliding-window, LOCAL",
        "sign-in, 20, PT1H, USER, sliding-window, CLOSED",
        "strict, 3, PT1H, ADDRESS, sliding-window, LOCAL",
        "invite, 50, PT1H, ORGANIZATION, sliding-window, LOCAL",
        "message-user, 10, PT1M, USER, sliding-window, LOCAL",
        "message-address, 20, PT1M, ADDRESS, sliding-window, LOCAL",
        "connection, 5, PT1M, ADDRESS, sliding-window, LOCAL",
        "api-key, 60000, PT1M, API_KEY, sliding-counter, LOCAL",
        "submit, 60000, PT1M, ORGANIZATION, sliding-counter, LOCAL",
        "check, 60000, PT1M, ORGANIZATION, sliding-counter, LOCAL",
    })
    void areThereByDefault(
            String name, long amount, Duration window, SubjectKind subject, String algorithm, Fallback fallback) {
        assertEquals(
                new Policy(name, new Quota(amount, window), subject, Algorithm.parse(algorithm), fallback, false),
                policies(Map.of()).find(name).orElseThrow());
    }

    @Test
    void areSettings() {
        Policies policies = policies(Map.of(
                "carillon.limit.policies.api-key.quota", "7",
                "carillon.limit.policies.api-key.algorithm", "gcra",
                "carillon.limit.policies.api-key.shadow", "true",
                "carillon.limit.policies.own.quota", "1",
                "carillon.limit.policies.own.window", "PT1S",
                "carillon.limit.policies.own.subject", "user"));

        Policy key = policies.find("api-key").orElseThrow();
        assertEquals(7, key.quota().amount());
        assertEquals(new Algorithm.Gcra(), key.algorithm());
        assertTrue(key.shadow());
        assertTrue(policies.find("own").isPresent());
    }

    @Test
    void areSetByTheEnvironment() {
        LimitConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultSources()
                .withSources(new EnvConfigSource(
                        Map.of(
                                "CARILLON_LIMIT_POLICIES_API_KEY_QUOTA", "7",
                                "CARILLON_LIMIT_POLICIES_MESSAGE_ADDRESS_SHADOW", "true",
                                "CARILLON_LIMIT_POLICIES_AUTH_FALLBACK", "local"),
                        1_000))
                .withMapping(LimitConfig.class)
                .build()
                .getConfigMapping(LimitConfig.class);

        Policies policies = new Policies(config);

        assertEquals(7, policies.find("api-key").orElseThrow().quota().amount());
        assertTrue(policies.find("message-address").orElseThrow().shadow());
        assertEquals(Fallback.LOCAL, policies.find("auth").orElseThrow().fallback());
        assertEquals(17, policies.all().size());
    }

    @Test
    void tellsEveryWrongOne() {
        InvalidConfigurationException refused = assertThrows(
                InvalidConfigurationException.class,
                () -> policies(Map.of(
                        "carillon.limit.policies.api.quota", "0",
                        "carillon.limit.policies.chat.window", "PT0.5S",
                        "carillon.limit.policies.share.window", "P400D")));

        assertEquals(
                Set.of("carillon.limit.policies.api", "carillon.limit.policies.chat", "carillon.limit.policies.share"),
                refused.problems().stream().map(problem -> problem.name()).collect(Collectors.toSet()));
    }

    private static Policies policies(Map<String, String> settings) {
        return new Policies(LimitFixture.mapping(LimitConfig.class, settings));
    }
}
