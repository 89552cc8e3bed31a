package dev.carillon.common.metric;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@code carillon_build_info}: always 1, its labels say which service in which version the other figures come from. */
@Singleton
final class BuildInformation implements MeterBinder {

    private final String service;
    private final String version;

    BuildInformation(
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.service = service;
        this.version = version;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("carillon.build.info", () -> 1)
                .description("The service and the version that runs")
                .tag("service", service)
                .tag("version", version)
                .register(registry);
    }
}
