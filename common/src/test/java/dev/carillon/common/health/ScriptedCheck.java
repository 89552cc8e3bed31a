package dev.carillon.common.health;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A check of a feature, as a service would contribute one; a test decides how it goes. */
@Singleton
class ScriptedCheck implements HealthCheck {

    enum Behaviour {
        WORKS,
        DEGRADED,
        FAILS,
        HANGS
    }

    private final AtomicInteger calls = new AtomicInteger();
    private final List<UniEmitter<? super CheckResult>> hanging = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = Behaviour.WORKS;

    /** Chooses how the following runs go; what hangs is let go. */
    void behave(Behaviour next) {
        behaviour = next;
        hanging.forEach(emitter -> emitter.complete(CheckResult.healthy()));
        hanging.clear();
    }

    int calls() {
        return calls.get();
    }

    @Override
    public String name() {
        return "scripted";
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
        calls.incrementAndGet();
        return switch (behaviour) {
            case WORKS -> Uni.createFrom().item(CheckResult.healthy());
            case DEGRADED -> Uni.createFrom().item(CheckResult.degraded("It creaks."));
            case FAILS -> Uni.createFrom().failure(new IllegalStateException("db.internal:5432 refused"));
            case HANGS -> Uni.createFrom().emitter(hanging::add);
        };
    }
}
