package dev.carillon.common.configuration;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.Expressions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Offers what follows from the short environment names as one more source of configuration. It ranks above the defaults
 * that Carillon ships and below every file, environment variable or system property that sets a property by its own name:
 * who writes {@code QUARKUS_DATASOURCE_REACTIVE_URL} means it.
 *
 * <p>It is found through {@code META-INF/services}, in native executables too.
 */
public final class EnvironmentConfigSourceFactory implements ConfigSourceFactory {

    /** Between {@code META-INF/microprofile-config.properties} (100) and {@code application.properties} (250). */
    static final int ORDINAL = 150;

    /**
     * {@inheritDoc}
     *
     * @throws InvalidConfigurationException when a service starts and something required is missing or malformed
     */
    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        // A build reads configuration too, and records what it finds as defaults of the executable: the address and the
        // password of whoever built it must never end up there.
        if (Application.currentApplication() == null) {
            return List.of();
        }
        Environment environment = translate(new Environment(name -> valueOf(context, name)));
        context.iterateNames().forEachRemaining(environment::readSecretFile);
        // Tests of one part need not bring every server; what they bring must be right all the same.
        boolean strict = LaunchMode.current() != LaunchMode.TEST;
        List<ConfigurationProblem> problems = environment.problems();
        if (strict && !problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return List.of(
                new TranslatedConfigSource(literally(environment.properties()), ORDINAL),
                new EnvConfigSource(literally(environment.secrets()), ORDINAL));
    }

    /** Reads every group of names; the environment then holds the properties and the problems. */
    static Environment translate(Environment environment) {
        DatabaseEnvironment.translate(environment);
        RedisEnvironment.translate(environment);
        MailEnvironment.translate(environment);
        LogEnvironment.translate(environment);
        HttpEnvironment.translate(environment);
        return environment;
    }

    /** Keeps dollar signs from being read as the start of an expression, and a backslash before one from escaping it. */
    static Map<String, String> literally(Map<String, String> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue()
                                .replace("$", "$$")
                                .replace("\\$", "${carillon.no.such.property:\\}$")));
    }

    private static Optional<String> valueOf(ConfigSourceContext context, String name) {
        // A password may contain "${": what stands in the environment is taken as it is written.
        return Expressions.withoutExpansion(
                () -> Optional.ofNullable(context.getValue(name)).map(ConfigValue::getValue));
    }
}
