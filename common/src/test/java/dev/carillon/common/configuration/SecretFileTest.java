package dev.carillon.common.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets may stand in files, and may hold any character. */
class SecretFileTest {

    private final GivenEnvironment given = new GivenEnvironment();

    @Test
    void readsASecretFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "from a file\n");
        given.put("DATABASE_PASSWORD_FILE", file.toString());

        assertEquals("from a file", given.property("quarkus.datasource.password"));
    }

    @Test
    void aSecretFileMustBeReadableAndAlone(@TempDir Path folder) throws IOException {
        given.put("DATABASE_PASSWORD_FILE", folder.resolve("absent").toString());
        assertEquals("DATABASE_PASSWORD_FILE", given.onlyProblem().name());

        given.put(
                "DATABASE_PASSWORD_FILE",
                Files.writeString(folder.resolve("empty"), "\n").toString());
        assertEquals("DATABASE_PASSWORD_FILE", given.onlyProblem().name());

        given.put(
                "DATABASE_PASSWORD_FILE",
                Files.writeString(folder.resolve("password"), "x").toString());
        given.put("DATABASE_PASSWORD", "y");
        assertEquals("DATABASE_PASSWORD_FILE", given.onlyProblem().name());
    }

    @Test
    void readsTheSecretsOfFeaturesFromFilesToo(@TempDir Path folder) throws IOException {
        given.put(
                "CARILLON_BOOTSTRAP_API_KEY_FILE",
                Files.writeString(folder.resolve("key"), "ck_x_y\n").toString());
        Environment environment = given.translate();

        given.names().forEach(environment::readSecretFile);

        assertEquals(Map.of("CARILLON_BOOTSTRAP_API_KEY", "ck_x_y"), environment.secrets());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pa$$word", "${HOME}", "a$b${c}$", "\\$x", "$", "plain"})
    void aSecretMayHoldDollarSigns(String secret) {
        given.put("DATABASE_PASSWORD", secret);

        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(
                        EnvironmentConfigSourceFactory.literally(
                                given.translate().properties()),
                        "test",
                        1))
                .build();

        assertEquals(secret, config.getValue("quarkus.datasource.password", String.class));
    }
}
