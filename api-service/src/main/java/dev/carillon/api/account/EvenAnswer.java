package dev.carillon.api.account;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Answers that come at even times: what was found, and how long it took, nobody learns from the clock. */
final class EvenAnswer {

    /** Longer than the work takes but on a bad day; answers that take longer come at the next multiple. */
    static final Duration STEP = Duration.ofMillis(200);

    private EvenAnswer() {}

    /** The result of {@code work}, or its failure, once a multiple of {@link #STEP} has passed since it began. */
    static <T> Uni<T> of(Uni<T> work) {
        return Uni.createFrom().deferred(() -> {
            long begun = System.nanoTime();
            return work.onItemOrFailure()
                    .call((_, _) -> Uni.createFrom()
                            .voidItem()
                            .onItem()
                            .delayIt()
                            .by(rest(Duration.ofNanos(System.nanoTime() - begun))))
                    .emitOn(MutinyHelper.executor(Vertx.currentContext()));
        });
    }

    /** Time left until the next multiple. */
    static Duration rest(Duration passed) {
        return STEP.minusNanos(passed.toNanos() % STEP.toNanos());
    }
}
