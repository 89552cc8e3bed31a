package dev.carillon.common.health;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.Set;

/** PostgreSQL answers over the pool that the work uses too. Without it nothing can be accepted, sent or shown. */
@Singleton
final class DatabaseCheck implements HealthCheck {

    private final Pool pool;

    DatabaseCheck(Pool pool) {
        this.pool = pool;
    }

    @Override
    public String name() {
        return "database";
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
        return pool.query("SELECT 1")
                .execute()
                .map(rows -> CheckResult.healthy()
                        .with("pool_connections", pool.getDelegate().size()));
    }
}
