package dev.carillon.common.health;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Set;

/** Heap in use. Never unhealthy: a full heap that matters ends in an error that ends the process. */
@Singleton
final class MemoryCheck implements HealthCheck {

    private static final int PERCENT = 100;

    private final HealthConfig configuration;

    MemoryCheck(HealthConfig configuration) {
        this.configuration = configuration;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(Probe.LIVE, Probe.READY);
    }

    @Override
    public Status whenFailed() {
        return Status.DEGRADED;
    }

    @Override
    public Uni<CheckResult> check() {
        // Not the management beans: these figures are the same in a native executable.
        Runtime runtime = Runtime.getRuntime();
        return Uni.createFrom().item(judge(runtime.totalMemory() - runtime.freeMemory(), runtime.maxMemory()));
    }

    CheckResult judge(long usedBytes, long maxBytes) {
        int percent = (int) (usedBytes * PERCENT / maxBytes);
        CheckResult result = percent > configuration.memoryDegradedPercent()
                ? CheckResult.degraded("The heap is nearly full.")
                : CheckResult.healthy();
        return result.with("used_bytes", usedBytes).with("max_bytes", maxBytes).with("used_percent", percent);
    }
}
