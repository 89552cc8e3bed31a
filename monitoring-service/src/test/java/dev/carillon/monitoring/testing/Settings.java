package dev.carillon.monitoring.testing;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings for tests without a service around them. */
public final class Settings {

    private Settings() {}

    /** What {@code mapping} says when nothing is set. */
    public static <T> T defaults(Class<T> mapping) {
        return of(mapping, Map.of());
    }

    /** What {@code mapping} says when this is set. */
    public static <T> T of(Class<T> mapping, Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(mapping);
    }
}
