package dev.carillon.common.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code REDIS_*} reaches every client of Redis. */
class RedisEnvironmentTest {

    private final GivenEnvironment given = new GivenEnvironment();

    @Test
    void everyRedisClientGetsTheSameAddress() {
        assertEquals("redis://cache.example.com:6380/2", given.property("quarkus.redis.hosts"));
        assertEquals("redis://cache.example.com:6380/2", given.property("quarkus.redis.consumer.hosts"));
    }

    @Test
    void buildsTheRedisAddressFromItsParts() {
        given.remove("REDIS_URL");
        given.putAll(Map.of(
                "REDIS_HOST", "cache",
                "REDIS_PORT", "6390",
                "REDIS_PASSWORD", "p@ss/word",
                "REDIS_DB", "3",
                "REDIS_TLS", "true"));

        assertEquals("rediss://:p%40ss%2Fword@cache:6390/3", given.property("quarkus.redis.hosts"));
        assertEquals("true", given.property("quarkus.redis.tls.enabled"));
        assertEquals("HTTPS", given.property("quarkus.redis.consumer.tls.hostname-verification-algorithm"));
    }

    @Test
    void sentinelNeedsTheNameOfItsMaster() {
        given.put("REDIS_URL", "redis://one:26379,redis://two:26379");
        given.put("REDIS_MODE", "sentinel");
        assertEquals("REDIS_MASTER_NAME", given.onlyProblem().name());

        given.put("REDIS_MASTER_NAME", "main");
        assertEquals("sentinel", given.property("quarkus.redis.client-type"));
        assertEquals("main", given.property("quarkus.redis.master-name"));
        assertEquals("redis://one:26379/0,redis://two:26379/0", given.property("quarkus.redis.hosts"));
    }

    @Test
    void severalRedisServersNeedAModeThatSaysWhatTheyAre() {
        given.put("REDIS_URL", "redis://:hunter2@redis-1,redis://:hunter2@redis-2");
        assertEquals("REDIS_URL", given.onlyProblem().name());

        given.put("REDIS_MODE", "cluster");
        assertEquals(
                "redis://:hunter2@redis-1:6379/0,redis://:hunter2@redis-2:6379/0",
                given.property("quarkus.redis.hosts"));
        assertEquals("cluster", given.property("quarkus.redis.client-type"));
        assertEquals("cluster", given.property("quarkus.redis.consumer.client-type"));
    }

    @Test
    void partsNameSeveralSentinelsWithTheirUsualPort() {
        given.remove("REDIS_URL");
        given.put("REDIS_HOST", "sentinel-1, sentinel-2:26380");
        given.put("REDIS_MODE", "sentinel");
        given.put("REDIS_MASTER_NAME", "mymaster");
        given.put("REDIS_USER", "carillon");
        given.put("REDIS_PASSWORD", "s:cret");
        given.put("REDIS_DB", "2");
        given.put("REDIS_TLS", "true");

        assertEquals(
                "rediss://carillon:s%3Acret@sentinel-1:26379/2,rediss://carillon:s%3Acret@sentinel-2:26380/2",
                given.property("quarkus.redis.hosts"));
        assertEquals("mymaster", given.property("quarkus.redis.master-name"));
        assertEquals("HTTPS", given.property("quarkus.redis.tls.hostname-verification-algorithm"));
    }

    @Test
    void aClusterHasOneDatabaseAlone() {
        given.put("REDIS_MODE", "cluster");
        given.put("REDIS_URL", "redis://redis-1/2");
        assertEquals("REDIS_URL", given.onlyProblem().name());

        given.remove("REDIS_URL");
        given.put("REDIS_HOST", "redis-1");
        given.put("REDIS_DB", "2");
        assertEquals("REDIS_DB", given.onlyProblem().name());
    }

    @Test
    void allRedisServersAreEncryptedOrNone() {
        given.put("REDIS_MODE", "cluster");
        given.put("REDIS_URL", "redis://redis-1,rediss://redis-2");

        assertEquals("REDIS_URL", given.onlyProblem().name());
    }

    @ParameterizedTest
    @CsvSource({
        "REDIS_HOST, redis/1, \"redis/1\"",
        "REDIS_PORT, zero, 1 to 65535",
        "REDIS_DB, ten, number of a database",
        "REDIS_TLS, yes, true or false"
    })
    void aWrongPartIsNamed(String name, String value, String said) {
        given.remove("REDIS_URL");
        given.put("REDIS_HOST", "cache");
        given.put(name, value);

        ConfigurationProblem problem = given.onlyProblem();

        assertEquals(name, problem.name());
        assertTrue(problem.explanation().contains(said), problem.explanation());
    }

    @Test
    void aUserNeedsNoPasswordAndAUserWithoutNameIsNone() {
        given.remove("REDIS_URL");
        given.put("REDIS_HOST", "cache");
        given.put("REDIS_USER", "car:illon");
        assertEquals("redis://car%3Aillon@cache:6379/0", given.property("quarkus.redis.hosts"));

        given.put("REDIS_URL", "redis://:@cache/");
        assertEquals("redis://cache:6379/0", given.property("quarkus.redis.hosts"));
    }

    @Test
    void theServersCertificateIsCheckedAgainstTheOneThatIsNamed() {
        given.put("REDIS_URL", "rediss://cache");
        given.put("REDIS_CA_FILE", "/etc/redis-ca.pem");

        assertEquals("/etc/redis-ca.pem", given.property("quarkus.redis.tls.trust-certificate-pem.certs"));
        assertEquals("true", given.property("quarkus.redis.consumer.tls.trust-certificate-pem"));
    }

    @Test
    void anAddressInAFileThatCannotBeReadIsNotAlsoMissing() {
        given.remove("REDIS_URL");
        given.put("REDIS_URL_FILE", "/no/such/file");

        assertEquals("REDIS_URL_FILE", given.onlyProblem().name());
    }
}
