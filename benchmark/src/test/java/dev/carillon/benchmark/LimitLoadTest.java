package dev.carillon.benchmark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.local.server.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitLoadTest {

    @Test
    void everyAlgorithmIsMeasuredAndSoIsWhatIsRememberedAsRefused() {
        try (RedisServer redis = RedisServer.temporary();
                LimitLoad load = new LimitLoad(redis.url())) {
            Result result = load.run(Duration.ofMillis(300));

            assertTrue(result.jobs() > 0, result.line());
            assertTrue(result.note().contains("gcra: bare"), result.line());
            assertTrue(result.note().contains("remembered as refused"), result.line());
        }
    }
}
