package dev.carillon.common.health;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Redis answers. Without it everything still works, slower: jobs are found in PostgreSQL and limits are counted in memory.
 * Were it more than degraded, a Redis outage would take the API out of the load balancer.
 */
@Singleton
final class RedisCheck implements HealthCheck {

    private final ReactiveRedisDataSource redis;

    RedisCheck(ReactiveRedisDataSource redis) {
        this.redis = redis;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(Probe.READY);
    }

    @Override
    public Status whenFailed() {
        return Status.DEGRADED;
    }

    @Override
    public Uni<CheckResult> check() {
        return redis.execute("PING").map(pong -> CheckResult.healthy());
    }
}
