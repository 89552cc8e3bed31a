package dev.carillon.common.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    private final Map<String, String> given = new HashMap<>(Map.of(
            "DATABASE_URL", "postgresql://carillon:secret@db.example.com:5433/jobs",
            "REDIS_URL", "redis://cache.example.com:6380/2"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://carillon:secret@db.example.com:5433/jobs",
                "postgres://carillon:secret@db.example.com:5433/jobs",
                "vertx-reactive:postgresql://carillon:secret@db.example.com:5433/jobs",
                "jdbc:postgresql://db.example.com:5433/jobs?user=carillon&password=secret",
            })
    void understandsEveryCommonFormOfADatabaseUrl(String url) {
        given.put("DATABASE_URL", url);

        assertEquals("postgresql://db.example.com:5433/jobs", property("quarkus.datasource.reactive.url"));
        assertEquals("jdbc:postgresql://db.example.com:5433/jobs", property("quarkus.datasource.jdbc.url"));
        assertEquals("carillon", property("quarkus.datasource.username"));
        assertEquals("secret", property("quarkus.datasource.password"));
    }

    @Test
    void separateUserAndPasswordWinOverThoseOfTheUrl() {
        given.put("DATABASE_USER", "worker");
        given.put("DATABASE_PASSWORD", "other");

        assertEquals("worker", property("quarkus.datasource.username"));
        assertEquals("other", property("quarkus.datasource.password"));
    }

    @Test
    void encryptionOfTheDatabaseConnectionReachesBothClients() {
        given.put("DATABASE_URL", "postgresql://carillon@db.example.com/jobs?sslmode=verify-full");
        given.put("DATABASE_CA_FILE", "/etc/ca.pem");

        assertEquals("verify-full", property("quarkus.datasource.reactive.postgresql.ssl-mode"));
        assertEquals("HTTPS", property("quarkus.datasource.reactive.hostname-verification-algorithm"));
        assertEquals("/etc/ca.pem", property("quarkus.datasource.reactive.trust-certificate-pem.certs"));
        assertEquals(
                "jdbc:postgresql://db.example.com:5432/jobs?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem",
                property("quarkus.datasource.jdbc.url"));
    }

    @ParameterizedTest
    @CsvSource({
        "DATABASE_URL, mysql://root:hunter2@db/jobs",
        "DATABASE_URL, postgresql://carillon:hunter2@db",
        "DATABASE_URL, postgresql://carillon:hunter2@db:99999/jobs",
        "DATABASE_URL, postgresql://carillon:hunter2@@db/jobs",
        "DATABASE_URL, postgresql://carillon:hunter2%zz@db/jobs",
        "DATABASE_URL, postgresql://carillon:hunter2@db/jobs?sslmode=on",
        "DATABASE_URL, postgresql://carillon:hunter2@db/jobs?options=-cfoo",
        "REDIS_URL, http://:hunter2@cache:6379",
        "REDIS_URL, redis://:hunter2@cache:70000",
        "REDIS_URL, redis://:hun/ter2@cache:6379/0",
        "REDIS_URL, redis://:hunter2@cache:6379/zero",
        "SMTP_PORT, submission",
        "SMTP_PORT, 0",
        "SMTP_TLS, maybe",
        "LOG_LEVEL, LOUD",
        "SENTRY_DSN, hunter2",
        "SENTRY_DSN, https://sentry.example.com/1",
        "SENTRY_DSN, https://:hunter2@sentry.example.com/1",
        "SENTRY_DSN, https://hunter2@sentry.example.com/",
        "SENTRY_DSN, https://hunter2@sentry.example.com/project",
        "SENTRY_DSN, ftp://hunter2@sentry.example.com/1",
        "REDIS_MODE, sharded",
    })
    void namesWhatIsMalformedWithoutRepeatingAPassword(String name, String value) {
        given.put(name, value);

        ConfigurationProblem problem = onlyProblem();

        assertEquals(name, problem.name());
        assertFalse(problem.explanation().contains("hunter2"), problem.explanation());
        assertTrue(problem.explanation().contains("Example: " + name + "="), problem.explanation());
    }

    @Test
    void reportsEverythingThatIsMissingAtOnce() {
        given.clear();

        List<String> names =
                translate().problems().stream().map(ConfigurationProblem::name).toList();

        assertEquals(List.of("DATABASE_URL", "REDIS_URL"), names);
    }

    @Test
    void anAddressUnderItsQuarkusNameIsEnough() {
        given.clear();
        given.put("quarkus.datasource.reactive.url", "postgresql://db/jobs");
        given.put("quarkus.redis.hosts", "redis://cache");

        assertEquals(List.of(), translate().problems());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://key@sentry.example.com/1", "http://key:old@127.0.0.1:9000/folder/42"})
    void takesTheAddressOfAProjectInSentry(String dsn) {
        given.put("SENTRY_DSN", dsn);

        assertEquals(dsn, property("carillon.sentry.dsn"));
    }

    @Test
    void pagesOfOtherOriginsMayReadNothingUnlessTheyAreNamed() {
        assertFalse(translate().properties().keySet().stream().anyMatch(name -> name.contains("cors")));

        given.put("carillon.http.cors-origins", "https://app.example.com");

        assertEquals("true", property("quarkus.http.cors.enabled"));
        assertEquals("https://app.example.com", property("quarkus.http.cors.origins"));
        assertEquals("false", property("quarkus.http.cors.access-control-allow-credentials"));
    }

    @Test
    void blankMeansNotSet() {
        given.put("REDIS_URL", " ");
        given.put("LOG_LEVEL", "");

        assertEquals("REDIS_URL", onlyProblem().name());
    }

    @Test
    void everyRedisClientGetsTheSameAddress() {
        assertEquals("redis://cache.example.com:6380/2", property("quarkus.redis.hosts"));
        assertEquals("redis://cache.example.com:6380/2", property("quarkus.redis.consumer.hosts"));
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

        assertEquals("rediss://:p%40ss%2Fword@cache:6390/3", property("quarkus.redis.hosts"));
        assertEquals("true", property("quarkus.redis.tls.enabled"));
        assertEquals("HTTPS", property("quarkus.redis.consumer.tls.hostname-verification-algorithm"));
    }

    @Test
    void sentinelNeedsTheNameOfItsMaster() {
        given.put("REDIS_URL", "redis://one:26379,redis://two:26379");
        given.put("REDIS_MODE", "sentinel");
        assertEquals("REDIS_MASTER_NAME", onlyProblem().name());

        given.put("REDIS_MASTER_NAME", "main");
        assertEquals("sentinel", property("quarkus.redis.client-type"));
        assertEquals("main", property("quarkus.redis.master-name"));
        assertEquals("redis://one:26379/0,redis://two:26379/0", property("quarkus.redis.hosts"));
    }

    @Test
    void readsASecretFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "from a file\n");
        given.put("DATABASE_PASSWORD_FILE", file.toString());

        assertEquals("from a file", property("quarkus.datasource.password"));
    }

    @Test
    void aSecretFileMustBeReadableAndAlone(@TempDir Path folder) throws IOException {
        given.put("DATABASE_PASSWORD_FILE", folder.resolve("absent").toString());
        assertEquals("DATABASE_PASSWORD_FILE", onlyProblem().name());

        given.put(
                "DATABASE_PASSWORD_FILE",
                Files.writeString(folder.resolve("empty"), "\n").toString());
        assertEquals("DATABASE_PASSWORD_FILE", onlyProblem().name());

        given.put(
                "DATABASE_PASSWORD_FILE",
                Files.writeString(folder.resolve("password"), "x").toString());
        given.put("DATABASE_PASSWORD", "y");
        assertEquals("DATABASE_PASSWORD_FILE", onlyProblem().name());
    }

    @Test
    void readsTheSecretsOfFeaturesFromFilesToo(@TempDir Path folder) throws IOException {
        given.put(
                "CARILLON_BOOTSTRAP_API_KEY_FILE",
                Files.writeString(folder.resolve("key"), "ck_x_y\n").toString());
        Environment environment = translate();

        given.keySet().forEach(environment::readSecretFile);

        assertEquals(Map.of("CARILLON_BOOTSTRAP_API_KEY", "ck_x_y"), environment.secrets());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pa$$word", "${HOME}", "a$b${c}$", "\\$x", "$", "plain"})
    void aSecretMayHoldDollarSigns(String secret) {
        given.put("DATABASE_PASSWORD", secret);

        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(
                        EnvironmentConfigSourceFactory.literally(translate().properties()), "test", 1))
                .build();

        assertEquals(secret, config.getValue("quarkus.datasource.password", String.class));
    }

    @ParameterizedTest
    @CsvSource({"starttls, REQUIRED, false", "none, DISABLED, false", "tls, , true"})
    void translatesTheEncryptionOfMail(String mode, @Nullable String startTls, String tls) {
        given.put("SMTP_TLS", mode);

        assertEquals(
                Optional.ofNullable(startTls),
                Optional.ofNullable(translate().properties().get("quarkus.mailer.start-tls")));
        assertEquals(tls, property("quarkus.mailer.tls"));
    }

    @Test
    void theMessageReadsAsAnInstruction() {
        given.clear();

        assertEquals("""
                The service cannot start: 2 settings are wrong.

                  DATABASE_URL is missing. It says where PostgreSQL is.
                      Example: DATABASE_URL=postgresql://carillon:secret@db.example.com:5432/carillon
                  REDIS_URL is missing, and REDIS_HOST too. One of them says where Redis is.
                      Example: REDIS_URL=redis://:secret@redis.example.com:6379/0

                Every setting is described in docs/configuration.md.""", new InvalidConfigurationException(translate().problems()).getMessage());
    }

    private ConfigurationProblem onlyProblem() {
        List<ConfigurationProblem> problems = translate().problems();
        assertEquals(1, problems.size(), problems::toString);
        return problems.getFirst();
    }

    private @Nullable String property(String name) {
        Environment environment = translate();
        assertEquals(List.of(), environment.problems());
        return environment.properties().get(name);
    }

    private Environment translate() {
        return EnvironmentConfigSourceFactory.translate(new Environment(name -> Optional.ofNullable(given.get(name))));
    }

    @Test
    void severalRedisServersNeedAModeThatSaysWhatTheyAre() {
        given.put("REDIS_URL", "redis://:hunter2@redis-1,redis://:hunter2@redis-2");
        assertEquals("REDIS_URL", onlyProblem().name());

        given.put("REDIS_MODE", "cluster");
        assertEquals(
                "redis://:hunter2@redis-1:6379/0,redis://:hunter2@redis-2:6379/0", property("quarkus.redis.hosts"));
        assertEquals("cluster", property("quarkus.redis.client-type"));
        assertEquals("cluster", property("quarkus.redis.consumer.client-type"));
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
                property("quarkus.redis.hosts"));
        assertEquals("mymaster", property("quarkus.redis.master-name"));
        assertEquals("HTTPS", property("quarkus.redis.tls.hostname-verification-algorithm"));
    }

    @Test
    void aClusterHasOneDatabaseAlone() {
        given.put("REDIS_MODE", "cluster");
        given.put("REDIS_URL", "redis://redis-1/2");
        assertEquals("REDIS_URL", onlyProblem().name());

        given.remove("REDIS_URL");
        given.put("REDIS_HOST", "redis-1");
        given.put("REDIS_DB", "2");
        assertEquals("REDIS_DB", onlyProblem().name());
    }

    @Test
    void allRedisServersAreEncryptedOrNone() {
        given.put("REDIS_MODE", "cluster");
        given.put("REDIS_URL", "redis://redis-1,rediss://redis-2");

        assertEquals("REDIS_URL", onlyProblem().name());
    }
}
