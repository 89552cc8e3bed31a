package dev.carillon.common.health;

import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.redis.RedisMode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Redis answers. Without it everything still works, slower: jobs are found in PostgreSQL and limits are counted in memory.
 * Were it more than degraded, a Redis outage would take the API out of the load balancer.
 */
@Singleton
final class RedisCheck implements HealthCheck {

    private final RedisCommands redis;

    RedisCheck(RedisCommands redis) {
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
        return (redis.mode() == RedisMode.CLUSTER ? cluster() : server())
                .onFailure()
                .recoverWithItem(away -> CheckResult.degraded("Redis does not answer."))
                .map(result -> result.with("mode", redis.mode().word()));
    }

    private Uni<CheckResult> server() {
        return redis.send(Command.PING).map(pong -> CheckResult.healthy());
    }

    /** Any node knows whether all slots are served. */
    private Uni<CheckResult> cluster() {
        return redis.send(Command.CLUSTER, "INFO").map(RedisCheck::judge);
    }

    private static CheckResult judge(@Nullable Response info) {
        return String.valueOf(info).contains("cluster_state:ok")
                ? CheckResult.healthy()
                : CheckResult.degraded("The cluster does not serve all slots.");
    }
}
