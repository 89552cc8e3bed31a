package dev.carillon.common.redis;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.identity.ApiKeyId;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.limit.Algorithm;
import dev.carillon.common.limit.Backend;
import dev.carillon.common.limit.Check;
import dev.carillon.common.limit.Decision;
import dev.carillon.common.limit.Fallback;
import dev.carillon.common.limit.LimitConfig;
import dev.carillon.common.limit.LimitSubject;
import dev.carillon.common.limit.Limiter;
import dev.carillon.common.limit.Policy;
import dev.carillon.common.limit.Quota;
import dev.carillon.common.limit.SubjectKind;
import dev.carillon.common.testing.OwnRedis;
import dev.carillon.local.server.RedisServer;
import dev.carillon.local.testing.RedisCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A real cluster of three masters and their replicas. The test that kills a master comes last. */
@QuarkusTest
@WithTestResource(value = ClusterTest.Cluster.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A PostgreSQL like everybody's, and a cluster of our own, with a password. */
    public static class Cluster extends OwnRedis {

        private static @Nullable RedisCluster cluster;

        static RedisCluster cluster() {
            return Objects.requireNonNull(cluster);
        }

        @Override
        protected Map<String, String> startRedis() {
            cluster = RedisCluster.withReplicas("--requirepass", "cluster-secret", "--masterauth", "cluster-secret");
            String hosts = String.join(
                    ",",
                    cluster().nodes().stream()
                            .limit(3)
                            .map(node -> "127.0.0.1:" + node.port())
                            .toList());
            return Map.of(
                    "REDIS_MODE", "cluster",
                    "REDIS_HOST", hosts,
                    "REDIS_PASSWORD", "cluster-secret",
                    // On a busy machine a decision may take longer, and would then be made without Redis.
                    "carillon.limit.deadline", "PT10S");
        }

        @Override
        public void stop() {
            cluster().close();
        }
    }

    @Inject
    RedisCommands redis;

    @Inject
    RedisReads reads;

    @Inject
    LimitConfig limits;

    @Test
    void healthTellsTheMode() {
        get("/health")
                .then()
                .body("checks.redis.mode", equalTo("cluster"))
                .body("checks.redis.status", equalTo("healthy"));
    }

    @Test
    void aPipelineOverAllNodesAnswersInItsOrder() {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            requests.add(RedisCommands.request(Command.SET, key(i % 100), i));
            requests.add(RedisCommands.request(Command.GET, key(i % 100)));
        }

        List<Response> answers = redis.pipeline(requests).await().atMost(PATIENCE);

        for (int i = 0; i < 3_000; i++) {
            assertEquals("OK", answers.get(2 * i).toString());
            assertEquals(i, answers.get(2 * i + 1).toInteger());
        }
    }

    @Test
    void aNilKeepsItsPlaceInAPipeline() {
        List<Response> answers = redis.pipeline(List.of(
                        RedisCommands.request(Command.GET, "nobody{1}"),
                        RedisCommands.request(Command.SET, "somebody{2}", 1),
                        RedisCommands.request(Command.GET, "nobody{3}")))
                .await()
                .atMost(PATIENCE);

        assertEquals(3, answers.size());
        assertEquals("OK", answers.get(1).toString());
    }

    @Test
    void aScriptRunsOnEveryNodeThoughNoneKnowsIt() {
        RedisScript script = RedisScript.of("redis.call('SET', KEYS[1], ARGV[1]) return redis.call('GET', KEYS[2])");

        for (int i = 0; i < 30; i++) {
            Response answer = script.run(redis, List.of(key(i) + ":a", key(i) + ":a"), List.of(i))
                    .await()
                    .atMost(PATIENCE);
            assertEquals(i, Objects.requireNonNull(answer).toInteger());
        }
    }

    @Test
    void groupsAndWaitingReadsOfSeveralStreamsStayWithinATag() {
        for (int shard = 0; shard < 8; shard++) {
            String high = "stream:{" + shard + "}:high";
            String low = "stream:{" + shard + "}:low";
            send(Command.XGROUP, "CREATE", high, "workers", "0", "MKSTREAM");
            send(Command.XGROUP, "CREATE", low, "workers", "0", "MKSTREAM");
            send(Command.XADD, low, "*", "job", shard);

            Response answer = reads.send(
                            Duration.ofSeconds(1),
                            Command.XREADGROUP,
                            "GROUP",
                            "workers",
                            "me",
                            "COUNT",
                            10,
                            "BLOCK",
                            1_000,
                            "STREAMS",
                            high,
                            low,
                            ">",
                            ">")
                    .await()
                    .atMost(PATIENCE);

            assertEquals(low, Objects.requireNonNull(answer).get(0).get(0).toString());
        }
    }

    @Test
    void manyCommandsAtOnceShareTheConnectionsWithoutGettingStuck() {
        for (int round = 0; round < 20; round++) {
            List<Uni<@Nullable Response>> commands = IntStream.range(0, 500)
                    .mapToObj(i -> redis.send(Command.INCR, key(i)))
                    .toList();
            assertEquals(
                    500,
                    Uni.join()
                            .all(commands)
                            .andFailFast()
                            .await()
                            .atMost(PATIENCE)
                            .size());
        }
    }

    @Test
    void limitsOfManyOwnersAreDecidedEachOnItsNode() {
        Limiter limiter = new Limiter(redis, limits, new SimpleMeterRegistry());
        limiter.attend(PATIENCE).await().atMost(PATIENCE);
        Policy narrow = policy("narrow", 3);
        Policy wide = policy("wide", 100);
        List<Uni<Decision>> decisions = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            OrganizationId owner = new OrganizationId(new UUID(42, i % 40));
            decisions.add(limiter.decide(List.of(
                    Check.of(wide, LimitSubject.organization(owner), 1),
                    Check.of(narrow, LimitSubject.apiKey(owner, new ApiKeyId(new UUID(43, i % 40))), 1))));
        }

        List<Decision> decided = Uni.join().all(decisions).andFailFast().await().atMost(PATIENCE);

        assertEquals(40 * 3, decided.stream().filter(Decision::allowed).count());
        assertTrue(decided.stream().noneMatch(each -> each.backend() == Backend.LOCAL));
    }

    private static Policy policy(String name, long amount) {
        return new Policy(
                name,
                new Quota(amount, Duration.ofHours(1)),
                SubjectKind.ORGANIZATION,
                new Algorithm.SlidingCounter(),
                Fallback.LOCAL,
                false);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aReplicaTakesTheKilledMastersPlace() {
        List<RedisServer> nodes = Cluster.cluster().nodes();
        nodes.get(1).kill();

        // A pipeline over all slots, and single commands: both go on once the replica is master.
        List<Request> requests = IntStream.range(0, 100)
                .mapToObj(i -> RedisCommands.request(Command.SET, key(i), "after"))
                .toList();
        Awaitility.await("the cluster serves all slots again")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .untilAsserted(() -> assertEquals(
                        100, redis.pipeline(requests).await().atMost(PATIENCE).size()));
        for (int i = 0; i < 100; i++) {
            assertEquals(
                    "after", Objects.requireNonNull(send(Command.GET, key(i))).toString());
        }
    }

    private static String key(int number) {
        return "key:{" + number + "}";
    }

    private @Nullable Response send(Command command, Object... arguments) {
        return redis.send(command, arguments).await().atMost(PATIENCE);
    }
}
