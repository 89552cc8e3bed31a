package dev.carillon.monitoring.testing;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** Settings for tests without a service around them. */
public final class Settings {

    private Settings() {}

    /** Where the service under test is, without a slash at the end. */
    public static String testAddress() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }

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
