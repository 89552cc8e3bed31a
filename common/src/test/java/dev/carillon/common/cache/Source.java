package dev.carillon.common.cache;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Where values come from: they can be changed, held back and refused. */
final class Source implements Loader<String> {

    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final AtomicInteger loads = new AtomicInteger();
    private volatile boolean failing;
    private volatile long askedAt;
    private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    @Override
    public Uni<Optional<String>> load(String key) {
        loads.incrementAndGet();
        askedAt = System.nanoTime();
        if (failing) {
            return Uni.createFrom().failure(new IllegalStateException("The source fails"));
        }
        // Read now, answered later: as a statement whose snapshot is older than what is committed meanwhile.
        Optional<String> value = Optional.ofNullable(values.get(key));
        CompletableFuture<Void> open = gate;
        return Uni.createFrom()
                .<Void>emitter(emitter -> {
                    CompletableFuture<Void> _ = open.whenComplete((_, _) -> emitter.complete(null));
                })
                .map(_ -> value);
    }

    /** The value of that key is this one from now on. */
    Source set(String key, String value) {
        values.put(key, value);
        return this;
    }

    /** How often it was asked. */
    int loads() {
        return loads.get();
    }

    /** When it was asked last, in nanoseconds. */
    long askedAt() {
        return askedAt;
    }

    void fail(boolean fails) {
        failing = fails;
    }

    /** Whoever asks from now on waits until {@link #letGo()}; with the value that there was when it asked. */
    void hold() {
        gate = new CompletableFuture<>();
    }

    void letGo() {
        gate.complete(null);
    }
}
