package dev.carillon.common.cache;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A value that is being fetched, for all who ask for it meanwhile. An invalidation leaves it behind: what it fetches may be older,
 * and is kept in memory no more; who asks afterwards does not wait for it.
 */
final class Flight<V> {

    private final String key;
    private final @Nullable Context context = Vertx.currentContext();
    private final CompletableFuture<Optional<V>> answer = new CompletableFuture<>();
    private boolean leftBehind;

    Flight(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    /** Runs on the context of the first who asked. */
    Executor executor() {
        Context first = context;
        return first == null ? Runnable::run : task -> first.runOnContext(_ -> task.run());
    }

    synchronized void leaveBehind() {
        leftBehind = true;
    }

    /** Keeps what was fetched, unless it may be older than an invalidation. */
    synchronized void keep(Runnable keeping) {
        if (!leftBehind) {
            keeping.run();
        }
    }

    /** Answers all who wait. What is answered later is not heard. */
    void answer(Optional<V> value) {
        answer.complete(value);
    }

    void fail(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    /** The answer, on the context of whoever waits for it. Who goes away takes it from nobody else. */
    Uni<Optional<V>> wanted() {
        return Uni.createFrom().emitter(emitter -> {
            Context waiting = Vertx.currentContext();
            CompletableFuture<Optional<V>> _ = answer.whenComplete((value, failure) -> {
                Runnable told = failure == null ? () -> emitter.complete(value) : () -> emitter.fail(failure);
                if (waiting == null || waiting.equals(Vertx.currentContext())) {
                    told.run();
                } else {
                    waiting.runOnContext(_ -> told.run());
                }
            });
        });
    }
}
