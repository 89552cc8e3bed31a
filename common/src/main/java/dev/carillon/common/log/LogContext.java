package dev.carillon.common.log;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Gives work that no request began, such as the delivery of one job out of a batch, log fields of its own. Without it,
 * jobs that run side by side on one event loop would write their ids into each other's lines.
 */
@Singleton
public final class LogContext {

    private final Vertx vertx;

    LogContext(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Runs work on a fresh duplicated context whose lines carry the given ids.
     *
     * @param fields the ids
     * @param work starts the work; it is called on the new context
     * @return the outcome of the work
     */
    public <T> Uni<T> within(Map<LogField, ?> fields, Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            context.runOnContext(ignored -> {
                VertxContextSafetyToggle.setContextSafe(context, true);
                fields.forEach(LogField::put);
                Uni.createFrom().deferred(work::get).subscribe().with(emitter::complete, emitter::fail);
            });
        });
    }
}
