package dev.carillon.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.local.drill.Drill;
import dev.carillon.local.drill.Faults;
import dev.carillon.local.drill.Fleet;
import dev.carillon.local.server.RedisServer;
import dev.carillon.local.testing.RedisCluster;
import dev.carillon.local.testing.RedisSentinels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole suite on a Redis of several servers, one of which is killed under load. */
class RedisFailoverTest {

    @Test
    void aClusterLosesAMaster() {
        try (RedisCluster cluster = RedisCluster.withReplicas()) {
            survivesTheEndOf(cluster.nodes().getFirst(), Map.of("REDIS_MODE", "cluster", "REDIS_URL", cluster.url()));
        }
    }

    @Test
    void sentinelsAppointAnotherMaster() {
        try (RedisSentinels sentinels = new RedisSentinels()) {
            survivesTheEndOf(
                    sentinels.master(),
                    Map.of(
                            "REDIS_MODE",
                            "sentinel",
                            "REDIS_MASTER_NAME",
                            RedisSentinels.MASTER_NAME,
                            "REDIS_HOST",
                            sentinels.hosts(),
                            "REDIS_PASSWORD",
                            RedisSentinels.PASSWORD));
        }
    }

    private static void survivesTheEndOf(RedisServer master, Map<String, String> redis) {
        try (Fleet fleet = Fleet.start(Path.of("..").toAbsolutePath().normalize(), redis)) {
            Drill drill = new Drill(fleet, 150, Duration.ofSeconds(4));

            Drill.Result result = drill.run(Faults.killed("a master of Redis killed", master), _ -> {});

            System.out.println(result);
            assertTrue(result.passed(), result.toString());
            assertEquals(0, result.verdict().twice(), "delivered twice");
            assertEquals(0, result.load().unavailable() + result.load().unanswered(), "not accepted");
            SecretsOfTheDrill.assertHidden(fleet);
        }
    }
}
