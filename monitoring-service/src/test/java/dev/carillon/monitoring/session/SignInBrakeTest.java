package dev.carillon.monitoring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.monitoring.testing.MonitoringServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MonitoringServers.class)
class SignInBrakeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String address = "address " + UUID.randomUUID();

    @Inject
    SignInBrake brake;

    @Inject
    SessionConfig config;

    @Test
    void onePasswordTriedWithManyPeopleIsGuessingToo() {
        for (int person = 0; person < config.failedSignInsOfAddress(); person++) {
            assertEquals(Optional.empty(), count("person-" + person + "@example.com"));
        }

        assertTrue(count("another@example.com").isPresent());
    }

    @Test
    void whoKnowsTheirPasswordDoesNotCount() {
        for (int time = 0; time <= config.failedSignInsOfAddress(); time++) {
            assertEquals(Optional.empty(), count("ada@example.com"));
            brake.release(address, "ada@example.com", Optional.empty()).await().atMost(PATIENCE);
        }
    }

    @Test
    void manyAddressesThatGuessAtOneAccountLockNobodyOutOfABrowserThatItKnows() {
        String ada = UUID.randomUUID() + "@example.com";
        for (int guess = 0; guess < config.failedSignInsOfAccount(); guess++) {
            assertEquals(Optional.empty(), countOfAccount(ada, Optional.empty()));
        }

        assertTrue(countOfAccount(ada, Optional.empty()).orElseThrow().compareTo(Duration.ofMinutes(59)) > 0);
        assertTrue(
                countOfAccount(ada.toUpperCase(Locale.ROOT), Optional.empty()).isPresent());
        assertEquals(Optional.empty(), countOfAccount(ada, Optional.of("known")));
        brake.release(address, ada, Optional.of("known")).await().atMost(PATIENCE);
        assertTrue(countOfAccount(ada, Optional.empty()).isPresent(), "others gain nothing by that");
        assertEquals(Optional.empty(), countOfAccount("charles" + ada, Optional.empty()));
    }

    private Optional<Duration> countOfAccount(String email, Optional<String> browser) {
        return brake.countOfAccount(email, browser).await().atMost(PATIENCE);
    }

    private Optional<Duration> count(String email) {
        return brake.count(address, email).await().atMost(PATIENCE);
    }
}
