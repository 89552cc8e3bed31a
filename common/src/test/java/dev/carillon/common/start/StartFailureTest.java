package dev.carillon.common.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.configuration.ConfigurationProblem;
import dev.carillon.common.configuration.DeadlineDuration;
import dev.carillon.common.configuration.DurationOrZero;
import dev.carillon.common.configuration.Fraction;
import dev.carillon.common.configuration.InvalidConfigurationException;
import dev.carillon.common.configuration.Percentage;
import dev.carillon.common.configuration.PositiveNumber;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.BindException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartFailureTest {

    /** Settings as a feature would own. */
    @ConfigMapping(prefix = "carillon.sample")
    public interface Sample {

        /** Has a wrong value in these tests. */
        Duration patience();

        /** Has none. */
        String place();
    }

    /** Settings with ranges. */
    @ConfigMapping(prefix = "carillon.ranges")
    public interface Ranges {

        @WithConverter(PositiveNumber.class)
        int batch();

        @WithConverter(DeadlineDuration.class)
        Duration deadline();

        @WithConverter(Fraction.class)
        double share();

        Map<String, @WithConverter(PositiveNumber.class) Integer> weight();

        Optional<@WithConverter(DurationOrZero.class) Duration> grace();

        @WithConverter(Percentage.class)
        @WithDefault("90")
        int fullness();
    }

    @Test
    void saysWhatASettingMayBe() {
        ConfigValidationException refused = assertThrows(
                ConfigValidationException.class,
                () -> new SmallRyeConfigBuilder()
                        .withMapping(Ranges.class)
                        .withSources(new PropertiesConfigSource(
                                Map.of(
                                        "carillon.ranges.batch", "0",
                                        "carillon.ranges.deadline", "-1s",
                                        "carillon.ranges.share", "NaN",
                                        "carillon.ranges.weight.acme", "some",
                                        "carillon.ranges.grace", "PT-0.001S",
                                        "carillon.ranges.fullness", "100"),
                                "test",
                                1))
                        .build());

        String explanation = StartFailure.explain(new RuntimeException(refused))
                .orElseThrow()
                .replace(System.lineSeparator(), "\n");

        assertTrue(explanation.contains("5 settings are wrong"), explanation);
        assertTrue(
                explanation.contains("CARILLON_RANGES_BATCH is \"0\", which it cannot be. "
                        + "It must be a whole number from 1 to 1000000000.\n"),
                explanation);
        assertTrue(
                explanation.contains("CARILLON_RANGES_DEADLINE is \"-1s\", which it cannot be. "
                        + "It must be a duration (ISO 8601, such as PT1.5S) from PT0.01S to PT24H.\n"),
                explanation);
        assertTrue(
                explanation.contains("CARILLON_RANGES_SHARE is \"NaN\", which it cannot be. "
                        + "It must be a number from 0.0 to 1.0.\n"),
                explanation);
        assertTrue(explanation.contains("CARILLON_RANGES_WEIGHT_ACME is \"some\""), explanation);
        assertTrue(explanation.contains("CARILLON_RANGES_GRACE is \"PT-0.001S\""), explanation);
    }

    @Test
    void namesEverySettingOfAFeatureThatCannotWork() {
        ConfigValidationException refused = assertThrows(
                ConfigValidationException.class,
                () -> new SmallRyeConfigBuilder()
                        .withMapping(Sample.class)
                        .withSources(new PropertiesConfigSource(Map.of("carillon.sample.patience", "soon"), "test", 1))
                        .build());

        String explanation = StartFailure.explain(new RuntimeException("Failed to start quarkus", refused))
                .orElseThrow();

        assertTrue(explanation.contains("2 settings are wrong"), explanation);
        assertTrue(explanation.contains("CARILLON_SAMPLE_PATIENCE is \"soon\", which it cannot be."), explanation);
        assertTrue(explanation.contains("CARILLON_SAMPLE_PLACE is missing."), explanation);
    }

    @Test
    void passesOnWhatOurOwnCheckFound() {
        InvalidConfigurationException invalid = new InvalidConfigurationException(
                List.of(new ConfigurationProblem("DATABASE_URL", "is missing.", "DATABASE_URL=postgresql://db/x")));

        assertEquals(
                Optional.of(invalid.getMessage()),
                StartFailure.explain(new RuntimeException(new RuntimeException(invalid))));
    }

    @Test
    void saysWhichPortIsTaken() {
        QuarkusBindException taken = new QuarkusBindException("0.0.0.0", 8080, new BindException("in use"));

        assertTrue(StartFailure.explain(new RuntimeException(taken))
                .orElseThrow()
                .contains("port 8080 is in use by another process"));
    }

    @Test
    void passesOnWhatQuarkusRefused() {
        assertTrue(StartFailure.explain(new ConfigurationException("The mailer has no host"))
                .orElseThrow()
                .contains("The mailer has no host"));
    }

    @Test
    void saysThatPostgresqlCannotBeReached() {
        SQLException refused = new SQLException(
                "Connection to 127.0.0.1:5432 refused. Check that the hostname and port are correct.", "08001");

        assertEquals(
                Optional.of(
                        "The service cannot start: PostgreSQL cannot be reached, and the schema has to be brought up to date first."
                                + " It says: Connection to 127.0.0.1:5432 refused. DATABASE_URL says where it is."),
                StartFailure.explain(new RuntimeException("Unable to obtain connection", refused)));
    }

    @Test
    void leavesAMigrationThatFailsToTheStackTrace() {
        assertEquals(
                Optional.empty(),
                StartFailure.explain(new RuntimeException(new SQLException("syntax error", "42601"))));
    }

    @Test
    void leavesDefectsOfOursToTheStackTrace() {
        assertEquals(Optional.empty(), StartFailure.explain(new IllegalStateException("a defect")));
    }
}
