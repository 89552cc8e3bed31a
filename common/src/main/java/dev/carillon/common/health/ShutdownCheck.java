package dev.carillon.common.health;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;

/** Not ready once the shutdown has begun: the load balancer turns away while what runs is finished. */
@Singleton
final class ShutdownCheck implements HealthCheck {

    private volatile boolean stopping;

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
    }

    @Override
    public String name() {
        return "shutdown";
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(Probe.READY);
    }

    @Override
    public Status whenFailed() {
        return Status.UNHEALTHY;
    }

    @Override
    public Uni<CheckResult> check() {
        return Uni.createFrom()
                .item(stopping ? CheckResult.unhealthy("The service is shutting down.") : CheckResult.healthy());
    }
}
