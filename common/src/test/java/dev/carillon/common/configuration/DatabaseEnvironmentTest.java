package dev.carillon.common.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code DATABASE_*} reaches both clients of PostgreSQL. */
class DatabaseEnvironmentTest {

    private final GivenEnvironment given = new GivenEnvironment();

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

        assertEquals("postgresql://db.example.com:5433/jobs", given.property("quarkus.datasource.reactive.url"));
        assertEquals("jdbc:postgresql://db.example.com:5433/jobs", given.property("quarkus.datasource.jdbc.url"));
        assertEquals("carillon", given.property("quarkus.datasource.username"));
        assertEquals("secret", given.property("quarkus.datasource.password"));
    }

    @Test
    void separateUserAndPasswordWinOverThoseOfTheUrl() {
        given.put("DATABASE_USER", "worker");
        given.put("DATABASE_PASSWORD", "other");

        assertEquals("worker", given.property("quarkus.datasource.username"));
        assertEquals("other", given.property("quarkus.datasource.password"));
    }

    @Test
    void encryptionOfTheDatabaseConnectionReachesBothClients() {
        given.put("DATABASE_URL", "postgresql://carillon@db.example.com/jobs?sslmode=verify-full");
        given.put("DATABASE_CA_FILE", "/etc/ca.pem");

        assertEquals("verify-full", given.property("quarkus.datasource.reactive.postgresql.ssl-mode"));
        assertEquals("HTTPS", given.property("quarkus.datasource.reactive.hostname-verification-algorithm"));
        assertEquals("/etc/ca.pem", given.property("quarkus.datasource.reactive.trust-certificate-pem.certs"));
        assertEquals(
                "jdbc:postgresql://db.example.com:5432/jobs?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem",
                given.property("quarkus.datasource.jdbc.url"));
    }

    @Test
    void whatBothClientsUnderstandReachesBoth() {
        given.put(
                "DATABASE_URL", "postgresql://carillon@db.example.com/jobs?application_name=a%20b&currentSchema=mine&");

        assertEquals("a b", given.property("quarkus.datasource.reactive.additional-properties.application_name"));
        assertEquals("mine", given.property("quarkus.datasource.reactive.additional-properties.search_path"));
        String jdbc = String.valueOf(given.property("quarkus.datasource.jdbc.url"));
        assertEquals(
                Set.of("ApplicationName=a%20b", "currentSchema=mine"),
                Set.of(jdbc.substring(jdbc.indexOf('?') + 1).split("&")));
    }

    @Test
    void aCertificateIsCheckedAgainstOneThatIsNamed() {
        given.put("DATABASE_URL", "postgresql://carillon@db.example.com/jobs?sslmode=verify-ca");
        assertEquals("DATABASE_CA_FILE", given.onlyProblem().name());

        given.put("DATABASE_CA_FILE", "/etc/ca.pem");
        assertEquals("verify-ca", given.property("quarkus.datasource.reactive.postgresql.ssl-mode"));
        assertNull(
                given.property("quarkus.datasource.reactive.hostname-verification-algorithm"), "that is verify-full");
    }

    @Test
    void somebodyMustSignIn() {
        given.put("DATABASE_URL", "postgresql://:secret@db.example.com/jobs");
        assertEquals("DATABASE_USER", given.onlyProblem().name());

        given.put("quarkus.datasource.username", "carillon");
        assertNull(given.property("quarkus.datasource.username"), "what was set by its own name stays as it is");
    }

    @Test
    void anAddressInAFileThatCannotBeReadIsNotAlsoMissing() {
        given.remove("DATABASE_URL");
        given.put("DATABASE_URL_FILE", "/no/such/file");

        assertEquals("DATABASE_URL_FILE", given.onlyProblem().name());
    }

    @Test
    void aPasswordThatIsTakenForAPortIsNotRepeated() {
        given.put("DATABASE_URL", "postgresql://carillon:31415926/jobs");

        assertFalse(given.onlyProblem().explanation().contains("31415926"));
    }
}
