package dev.carillon.common.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the short names of the environment come to, and what is said of those that are wrong. */
class EnvironmentTest {

    private final GivenEnvironment given = new GivenEnvironment();

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

        ConfigurationProblem problem = given.onlyProblem();

        assertEquals(name, problem.name());
        assertFalse(problem.explanation().contains("hunter2"), problem.explanation());
        assertTrue(problem.explanation().contains("Example: " + name + "="), problem.explanation());
    }

    @Test
    void reportsEverythingThatIsMissingAtOnce() {
        given.clear();

        List<String> names = given.translate().problems().stream()
                .map(ConfigurationProblem::name)
                .toList();

        assertEquals(List.of("DATABASE_URL", "REDIS_URL"), names);
    }

    @Test
    void anAddressUnderItsQuarkusNameIsEnough() {
        given.clear();
        given.put("quarkus.datasource.reactive.url", "postgresql://db/jobs");
        given.put("quarkus.redis.hosts", "redis://cache");

        assertEquals(List.of(), given.translate().problems());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://key@sentry.example.com/1", "http://key:old@127.0.0.1:9000/folder/42"})
    void takesTheAddressOfAProjectInSentry(String dsn) {
        given.put("SENTRY_DSN", dsn);

        assertEquals(dsn, given.property("carillon.sentry.dsn"));
    }

    @Test
    void pagesOfOtherOriginsMayReadNothingUnlessTheyAreNamed() {
        assertFalse(given.translate().properties().keySet().stream().anyMatch(name -> name.contains("cors")));

        given.put("carillon.http.cors-origins", "https://app.example.com");

        assertEquals("true", given.property("quarkus.http.cors.enabled"));
        assertEquals("https://app.example.com", given.property("quarkus.http.cors.origins"));
        assertEquals("false", given.property("quarkus.http.cors.access-control-allow-credentials"));
    }

    @Test
    void blankMeansNotSet() {
        given.put("REDIS_URL", " ");
        given.put("LOG_LEVEL", "");

        assertEquals("REDIS_URL", given.onlyProblem().name());
    }

    @ParameterizedTest
    @CsvSource({"starttls, REQUIRED, false", "none, DISABLED, false", "tls, , true"})
    void translatesTheEncryptionOfMail(String mode, @Nullable String startTls, String tls) {
        given.put("SMTP_TLS", mode);

        assertEquals(
                Optional.ofNullable(startTls),
                Optional.ofNullable(given.translate().properties().get("quarkus.mailer.start-tls")));
        assertEquals(tls, given.property("quarkus.mailer.tls"));
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

                Every setting is described in docs/configuration.md.""", new InvalidConfigurationException(given.translate().problems()).getMessage());
    }

    @Test
    void trustedProxiesAreTrustedByQuarkusToo() {
        assertNull(given.property("quarkus.http.proxy.proxy-address-forwarding"), "else everybody would be believed");

        given.put("carillon.http.trusted-proxies", "10.0.0.0/8");

        assertEquals("true", given.property("quarkus.http.proxy.proxy-address-forwarding"));
        assertEquals("10.0.0.0/8", given.property("quarkus.http.proxy.trusted-proxies"));
    }

    @Test
    void theLogGoesToTheFileAndFromTheLevelThatIsNamed() {
        given.put("LOG_LEVEL", "debug");
        given.put("LOG_FILE", "/var/log/carillon.log");

        assertEquals("DEBUG", given.property("quarkus.log.level"));
        assertEquals("true", given.property("quarkus.log.file.enabled"));
        assertEquals("/var/log/carillon.log", given.property("quarkus.log.file.path"));
    }
}
