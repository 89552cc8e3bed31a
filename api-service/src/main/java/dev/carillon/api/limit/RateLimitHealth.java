package dev.carillon.api.limit;

import dev.carillon.common.health.CheckResult;
import dev.carillon.common.health.HealthCheck;
import dev.carillon.common.health.Probe;
import dev.carillon.common.health.Status;
import dev.carillon.common.limit.LimitConfig;
import dev.carillon.common.limit.Limiter;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Set;

/** Who keeps the limits: Redis for all instances, or this one for itself. Both work. */
@Singleton
class RateLimitHealth implements HealthCheck {

    private final Limiter limiter;
    private final boolean enabled;

    RateLimitHealth(Limiter limiter, LimitConfig config) {
        this.limiter = limiter;
        this.enabled = config.enabled();
    }

    @Override
    public String name() {
        return "rate_limits";
    }

    @Override
    public Set<Probe> probes() {
        return Set.of();
    }

    @Override
    public Status whenFailed() {
        return Status.DEGRADED;
    }

    @Override
    public Uni<CheckResult> check() {
        return Uni.createFrom().item(this::result);
    }

    private CheckResult result() {
        if (!enabled) {
            return CheckResult.healthy().with("backend", "none");
        }
        return limiter.isAway()
                ? CheckResult.degraded("Redis does not answer in time: this instance keeps its share of the limits.")
                        .with("backend", "local")
                        .with("instances", limiter.instances())
                : CheckResult.healthy().with("backend", "redis").with("instances", limiter.instances());
    }
}
