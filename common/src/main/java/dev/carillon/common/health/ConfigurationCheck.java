package dev.carillon.common.health;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Set;

/** The settings. They were checked before the start, so a service that answers at all has good ones; it says under which profile. */
@Singleton
final class ConfigurationCheck implements HealthCheck {

    @Override
    public String name() {
        return "configuration";
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(Probe.READY, Probe.STARTED);
    }

    @Override
    public Status whenFailed() {
        return Status.UNHEALTHY;
    }

    @Override
    public Uni<CheckResult> check() {
        return Uni.createFrom()
                .item(() -> CheckResult.healthy().with("profile", String.join(",", ConfigUtils.getProfiles())));
    }
}
