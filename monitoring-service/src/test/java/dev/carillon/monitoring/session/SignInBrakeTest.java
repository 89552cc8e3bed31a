package dev.carillon.monitoring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.monitoring.testing.MonitoringServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
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
            brake.release(address, "ada@example.com").await().atMost(PATIENCE);
        }
    }

    private Optional<Duration> count(String email) {
        return brake.count(address, email).await().atMost(PATIENCE);
    }
}
