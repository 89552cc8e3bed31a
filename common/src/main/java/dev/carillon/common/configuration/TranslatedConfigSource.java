package dev.carillon.common.configuration;

import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The properties that follow from the short names. All services get the same environment, but not every service has a mailer or
 * JDBC. Properties of such parts are found by whoever asks for them and not listed: Quarkus warns of listed properties that
 * nobody asks for.
 */
final class TranslatedConfigSource extends PropertiesConfigSource {

    private static final long serialVersionUID = 1L;

    private static final List<String> PARTS = List.of("quarkus.mailer.", "quarkus.datasource.jdbc.");

    TranslatedConfigSource(Map<String, String> properties, int ordinal) {
        super(properties, "Carillon environment", ordinal);
    }

    @Override
    public Set<String> getPropertyNames() {
        return super.getPropertyNames().stream()
                .filter(name -> PARTS.stream().noneMatch(name::startsWith))
                .collect(Collectors.toUnmodifiableSet());
    }
}
